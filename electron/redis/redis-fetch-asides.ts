import { dailyFetchKey } from '../../shared/keys/cache-key.ts'
import type { FetchAsideStore, ProviderDay } from '../core/ports/cache.ts'
import type { System } from '../core/ports/system.ts'
import { askPerKey } from './ask-per-key.ts'
import { takeDay } from './day-lock.ts'
import { knowsPexpiretime, serverNow } from './list-walk.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import { createKeyspaceWriter } from './redis-keyspace-writer.ts'
import type { RedisLink } from './redis-link.ts'
import { createLocks, lockKeyOf } from './redis-locks.ts'
import { runScript, type ScriptName } from './scripts.ts'
import { type Argument, numberOf, withDeadline } from './send-commands.ts'
import { createSettler } from './settle-write.ts'
import { readFailure, writeFailure } from './translate-redis-error.ts'

/** The braces put both into the slot of the day's key; no provider's namespace begins like this. */
export const asideKeyOf = (key: string) => `pcc:aside:{${key}}`
export const asideNoteKeyOf = (key: string) => `pcc:aside:{${key}}:note`

/** 25 h: a day and an hour for the next run. Source: the seed's daily fetch script. */
const lifetimeMs = 90_000_000

/** An expiry is made of what remains and of the server's clock, and wanders by the time between the two. */
const toleranceMs = 50

const commitOutcomes = ['lock_lost', 'stored', 'gone', 'changed'] as const

export function createFetchAsideStore(link: RedisLink, system: System): FetchAsideStore {
  const locks = createLocks(link, system)
  const settle = createSettler(link, system)
  const keyOf = ({ provider, day }: ProviderDay) => dailyFetchKey(provider, day)

  async function act(script: ScriptName, names: readonly string[], args: readonly Argument[]): Promise<number | null> {
    const keys = names.map((name) => Buffer.from(name))
    const node = link.writableNodes().ownerOf(keys[0] as Buffer) // there is always one
    const client = await node.write()
    try {
      const reply = await withDeadline(client, 4_096, () =>
        runScript(client, script, 'EVAL', link.identity().version, keys, args),
      )
      return numberOf(reply)
    } catch (error) {
      throw writeFailure(error, 'EVALSHA', node.place)
    }
  }

  const nodeOf = (key: string): PrimaryNode => link.nodes().ownerOf(Buffer.from(key))

  /** @returns absolute expiry in ms, -1: without TTL, -2: no such key */
  async function expiryOf(key: string): Promise<number> {
    const absolute = knowsPexpiretime(link.identity().version)
    const verb = absolute ? 'PEXPIRETIME' : 'PTTL'
    const [replies] = await askPerKey(link.nodes(), [Buffer.from(key)], (of) => [[verb, of]])
    const told = numberOf(replies?.[0])
    if (told === null) throw readFailure(replies?.[0], verb, nodeOf(key).place)
    return told < 0 || absolute ? told : (await serverNow(nodeOf(key))) + told
  }

  return {
    async notes(of) {
      const keys = of.map((each) => Buffer.from(asideNoteKeyOf(keyOf(each))))
      const replies = await askPerKey(link.nodes(), keys, (key) => [
        ['GET', key],
        ['PTTL', key],
      ])
      return of.flatMap((each, index) => {
        const [note, ttl] = replies[index] ?? []
        if (note instanceof Error) throw readFailure(note, 'GET', nodeOf(keyOf(each)).place)
        const ttlMs = numberOf(ttl)
        if (!Buffer.isBuffer(note) || ttlMs === null || ttlMs < 0) return []
        return [{ ...each, key: asideKeyOf(keyOf(each)), note: note.toString('utf8'), ttlMs }]
      })
    },
    lock: ({ provider, day }, holdMs) => takeDay(locks, provider, day, holdMs),
    async saveLive(of) {
      const key = Buffer.from(keyOf(of))
      const expiresAt = await expiryOf(keyOf(of))
      if (expiresAt === -2) return null
      const listed = { key, expiresAt: expiresAt === -1 ? null : expiresAt, bytes: null }
      const [outcome] = await createKeyspaceWriter(link).save([listed])
      if (outcome && 'saved' in outcome) return outcome.saved
      if (outcome?.missed === 'gone') return null
      throw readFailure(null, 'GET', nodeOf(keyOf(of)).place)
    },
    expiryOfNow: async (of) => (await serverNow(nodeOf(keyOf(of)))) + lifetimeMs,
    async commit(of, { note, lock, saved, expiresAt }) {
      const key = keyOf(of)
      const standing = saved === null ? -2 : (saved.expiresAt ?? -1)
      const args = [locks.valueOf(lock), note, expiresAt, standing, toleranceMs]
      const names = [key, lockKeyOf(key), asideKeyOf(key), asideNoteKeyOf(key)]
      const code = await settle(() => act('commitAside', names, args))
      return commitOutcomes[code ?? 3] ?? 'changed'
    },
    async discard(of, note) {
      const key = keyOf(of)
      return (await act('discardAside', [asideKeyOf(key), asideNoteKeyOf(key)], [note])) === 1 ? 'discarded' : 'gone'
    },
  }
}
