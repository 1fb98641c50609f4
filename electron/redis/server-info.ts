import type { ServerIdentity } from '../../shared/contract/connection.ts'

/** INFO as field -> text. A field that stands twice keeps its first value. */
export type InfoFields = ReadonlyMap<string, string>

export function parseInfo(text: string): InfoFields {
  const fields = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1 || line.startsWith('#')) continue
    const name = line.slice(0, colon)
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1))
  }
  return fields
}

/** @returns the field as a whole number; null where it is missing or none */
export function infoNumber(info: InfoFields, name: string): number | null {
  const text = info.get(name)
  if (text === undefined || !/^-?\d+$/.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}

export type ServerAnswer = Pick<ServerIdentity, 'product' | 'version' | 'runId' | 'role'> & {
  readonly cluster: boolean
  /** Replicas connected to it; null: not told. */
  readonly replicas: number | null
  /** Share of the data set in memory, 0 to 100; null when not loading. */
  readonly loadingPercent: number | null
}

/** Who answered, by its INFO. Valkey keeps `redis_version` for old clients and says its own beside it. */
export function answerOfInfo(info: InfoFields): ServerAnswer | null {
  const runId = info.get('run_id')
  const redisVersion = info.get('redis_version')
  if (!runId || !redisVersion) return null
  const valkeyVersion = info.get('valkey_version')
  return {
    product: valkeyVersion === undefined ? 'redis' : 'valkey',
    version: valkeyVersion ?? redisVersion,
    runId,
    role: info.get('role') === 'slave' ? 'replica' : 'primary',
    replicas: infoNumber(info, 'connected_slaves'),
    cluster: info.get('cluster_enabled') === '1' || info.get('redis_mode') === 'cluster',
    loadingPercent: info.get('loading') === '1' ? Number(info.get('loading_loaded_perc') ?? 0) : null,
  }
}

/**
 * Who answered, by HELLO, for a user without the right to INFO. HELLO knows no run id: '' then, and a restart of the
 * server goes unnoticed.
 */
export function answerOfHello(fields: ReadonlyMap<string, string>): ServerAnswer {
  return {
    product: fields.get('server') ?? 'redis',
    version: fields.get('version') ?? '',
    runId: '',
    role: fields.get('role') === 'replica' || fields.get('role') === 'slave' ? 'replica' : 'primary',
    cluster: fields.get('mode') === 'cluster',
    replicas: null,
    loadingPercent: null,
  }
}

/** @returns whether version text `version` is `major.minor` or newer */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}
