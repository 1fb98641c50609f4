import type {
  KeyProbe,
  KeyspaceReader,
  KeyspaceWriter,
  ListedKey,
  RestoreOutcome,
  SavedKey,
  SaveOutcome,
  UnlinkOutcome,
} from '../../electron/core/ports/keyspace.ts'
import { hasPrefix } from '../../shared/keys/cache-key.ts'

/** A value as the memory holds it: a string's bytes, or a hash's fields as one dump. */
export interface MemoryValue {
  readonly type: 'string' | 'hash'
  readonly bytes: Buffer
  /** Milliseconds since 1970; null: no TTL. */
  readonly expiresAt: number | null
}

/** A keyspace of this process: the ports without a server, for what must hold of every keyspace. */
export interface MemoryKeyspace {
  /** By the key's bytes as latin1. */
  readonly values: Map<string, MemoryValue>
  readonly reader: KeyspaceReader
  readonly writer: KeyspaceWriter
}

export function createMemoryKeyspace(): MemoryKeyspace {
  const values = new Map<string, MemoryValue>()

  /** What stands there now: a key whose time has come is gone when it is looked at. */
  function find(key: Uint8Array): MemoryValue | null {
    const name = nameOf(key)
    const value = values.get(name)
    if (!value) return null
    if (value.expiresAt === null || value.expiresAt > Date.now()) return value
    values.delete(name)
    return null
  }

  const keys = () => [...values.keys()].map((name) => Buffer.from(name, 'latin1')).filter((key) => find(key) !== null)
  const bytesOf = (key: Uint8Array, value: MemoryValue) => key.length + value.bytes.length + 50

  const formOf = ({ type }: MemoryValue): SavedKey['form'] => (type === 'string' ? 'string' : 'dump')

  function copyOf({ key, expiresAt }: ListedKey): SaveOutcome {
    const value = find(key)
    if (!value) return { missed: 'gone' }
    if (value.expiresAt !== expiresAt) return { missed: 'changed' }
    return { saved: { key, form: formOf(value), payload: value.bytes, expiresAt } }
  }

  const reader: KeyspaceReader = {
    copy: async (listed) => listed.map(copyOf),
    size: async () => keys().length,
    coverage: async () => ({ complete: true, primaries: 1, primariesReached: 1, slotsCovered: null }),
    canAggregate: async () => false,
    aggregate() {
      throw new TypeError('a memory keyspace runs no scripts')
    },
    count() {
      throw new TypeError('a memory keyspace runs no scripts')
    },
    async *names({ signal }) {
      signal.throwIfAborted()
      yield keys()
    },
    async *list({ prefixes, tally }, { signal }) {
      signal.throwIfAborted()
      const all = keys()
      const asked = all.filter((key) => prefixes.some((prefix) => hasPrefix(key, prefix)))
      const tallied = tally === null ? [] : all.filter((key) => hasPrefix(key, tally))
      const left = tallied.flatMap((key) => {
        const expiresAt = find(key)?.expiresAt ?? null
        return expiresAt === null ? [] : [expiresAt - Date.now()]
      })
      yield {
        walked: all.length,
        keys: asked.flatMap((key): ListedKey[] => {
          const value = find(key)
          return value ? [{ key, expiresAt: value.expiresAt, bytes: bytesOf(key, value) }] : []
        }),
        tallied: tallied.length,
        tallyLongestTtlMs: left.length === 0 ? null : Math.max(...left),
      }
    },
    locate: async (asked) =>
      asked.map((key) => {
        const value = find(key)
        return value ? { key, expiresAt: value.expiresAt, bytes: bytesOf(key, value) } : null
      }),
    now: async () => Date.now(),
    measure: async (asked) =>
      asked.map((key) => {
        const value = find(key)
        return value ? bytesOf(key, value) : null
      }),
    probe: async (asked) =>
      asked.map((key): KeyProbe => {
        const value = find(key)
        if (!value) return { state: 'absent', length: null, type: null, ttlMs: null }
        const { type, bytes, expiresAt } = value
        const length = type === 'string' ? bytes.length : null
        return { state: 'present', length, type, ttlMs: expiresAt === null ? null : expiresAt - Date.now() }
      }),
    async readRange(key, offset, length) {
      const value = find(key)
      return value?.type === 'string' ? value.bytes.subarray(offset, offset + length) : null
    },
  }

  const writer: KeyspaceWriter = {
    save: async (listed) => listed.map(copyOf),
    unlinkIfUnchanged: async (requests) =>
      requests.map(({ key, expiresAt, saved }): UnlinkOutcome => {
        const value = find(key)
        if (!value) return 'gone'
        const same = value.expiresAt === expiresAt
        const isSaved = saved === null || (saved.form === formOf(value) && value.bytes.equals(saved.payload))
        if (!same || !isSaved) return 'changed'
        values.delete(nameOf(key))
        return 'deleted'
      }),
    restore: async (saved) =>
      saved.map(({ key, form, payload, expiresAt }): RestoreOutcome => {
        if (expiresAt !== null && expiresAt <= Date.now()) return 'expired'
        if (find(key)) return 'kept_newer'
        const bytes = Buffer.from(payload)
        if (form !== 'string' && !bytes.toString('latin1').startsWith(dumpMark)) return 'failed'
        values.set(nameOf(key), { type: form === 'string' ? 'string' : 'hash', bytes, expiresAt })
        return 'restored'
      }),
    setExpiry: async (requests) =>
      requests.map(({ key, expiresAt, newExpiresAt }) => {
        const value = find(key)
        if (!value) return 'gone'
        if (value.expiresAt !== expiresAt) return 'changed'
        values.set(nameOf(key), { ...value, expiresAt: newExpiresAt })
        return 'set'
      }),
  }

  return { values, reader, writer }
}

/** A dump begins with it, as a server's ends with its checksum: what does not is damaged. */
export const dumpMark = 'hash '

const nameOf = (key: Uint8Array) => Buffer.from(key).toString('latin1')
