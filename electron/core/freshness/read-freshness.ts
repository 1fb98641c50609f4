import type { DayProbe, FreshnessReport, ProviderFreshness } from '../../../shared/contract/freshness.ts'
import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import { familyOf } from '../../../shared/keys/key-families.ts'
import { type CacheDay, cacheDayOf, lastDays } from '../../../shared/time/cache-day.ts'
import type { RedisSession } from '../ports/connection.ts'
import type { KeyProbe } from '../ports/keyspace.ts'
import type { Clock } from '../ports/system.ts'

export interface FreshnessRequest {
  readonly providers: readonly string[]
  /** How many days, today included. */
  readonly days: number
  /** Whose calendar the days are of. */
  readonly zone: string
}

/** Days whose items a new value is compared with. */
const medianDays = 7

/** The first bytes of a daily fetch hold its `fetch_date`. */
const headBytes = 512

/**
 * What stands under each provider's daily keys, found by asking for the keys themselves: their names are known, so
 * nothing is scanned.
 * @throws AppError where the server cannot be read; a key that may not be read is `no_permission` of its day
 */
export async function readFreshness(
  session: Pick<RedisSession, 'reader' | 'dailyFetches'>,
  clock: Clock,
  { providers, days, zone }: FreshnessRequest,
): Promise<FreshnessReport> {
  const at = clock()
  const today = cacheDayOf(at, zone)
  const newestFirst = lastDays(today, days).reverse()
  const found = await Promise.all(providers.map((provider) => readProvider(session, at, provider, newestFirst)))
  return { at, today, zone, providers: found }
}

async function readProvider(
  session: Pick<RedisSession, 'reader' | 'dailyFetches'>,
  at: number,
  provider: string,
  days: readonly CacheDay[],
): Promise<ProviderFreshness> {
  const keys = days.map((day) => encoder.encode(dailyFetchKey(provider, day)))
  const probes = await session.reader().probe(keys)
  const found = await Promise.all(
    days.map((day, index) => readDay(session, at, provider, day, keys[index] as Uint8Array, probes[index])), // one key per day
  )
  const newest = found.find((day) => day.state === 'present')
  return {
    provider,
    days: found,
    lastDay: newest?.day ?? null,
    ageSeconds: newest ? ageOf(provider, newest) : null,
    medianItems: medianOf(
      found.slice(0, medianDays).flatMap((day) => (day === newest || day.items === null ? [] : [day.items])),
    ),
  }
}

async function readDay(
  session: Pick<RedisSession, 'reader' | 'dailyFetches'>,
  at: number,
  provider: string,
  day: CacheDay,
  key: Uint8Array,
  probe: KeyProbe | undefined,
): Promise<DayProbe> {
  const nothing = { day, items: null, bytes: null, ttlSeconds: null, expiresAt: null, fetchDate: null }
  if (probe?.state !== 'present') return { ...nothing, state: probe?.state ?? 'absent' }
  const stored = await session.dailyFetches().read(provider, day)
  if (stored === null) return { ...nothing, state: 'absent' } // it died in between
  const head = stored.items === null ? null : await session.reader().readRange(key, 0, headBytes)
  const { ttlMs } = stored
  return {
    day,
    state: stored.items === null ? 'unreadable' : 'present',
    items: stored.items,
    bytes: stored.bytes,
    ttlSeconds: ttlMs === null ? null : Math.floor(ttlMs / 1_000),
    expiresAt: ttlMs === null ? null : at + ttlMs,
    fetchDate: head && (/"fetch_date"\s*:\s*"([^"\\]{1,40})"/.exec(decoder.decode(head))?.[1] ?? null),
  }
}

/** Written with the family's lifetime, its age is what is gone of that; a longer or missing TTL tells nothing. */
function ageOf(provider: string, { ttlSeconds }: DayProbe): number | null {
  const lifetime = familyOf(provider, 'daily_fetch')?.ttlSeconds
  if (lifetime === undefined || ttlSeconds === null || ttlSeconds > lifetime) return null
  return lifetime - ttlSeconds
}

function medianOf(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? 0
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
