import type { PolicyRule } from '../../../shared/contract/policy.ts'
import { dailyFetchDay, type KeyPlace } from '../../../shared/keys/cache-key.ts'
import { type Lifetimes, lifetimeOf } from '../../../shared/keys/lifetimes.ts'
import { addDays, type CacheDay, startOfDay } from '../../../shared/time/cache-day.ts'
import type { ListedKey } from '../ports/keyspace.ts'

/** What a namespace's keys are held against. */
export interface Policy {
  readonly lifetimes: Lifetimes
  /** The zone the days of the cache are counted in. */
  readonly zone: string
  /** Milliseconds since 1970 UTC. */
  readonly now: number
}

/** The server's clock may go ahead of ours by so much before a lifetime counts as too long. */
const toleranceMs = 300_000

/** @returns the rule that this key breaks by itself, or null; twins are told apart only together (`twins.ts`) */
export function brokenRule({ key, expiresAt }: ListedKey, place: KeyPlace, policy: Policy): PolicyRule | null {
  const lifetime = lifetimeOf(policy.lifetimes, place.namespace, place.family)
  if (lifetime === null) return null
  const day = place.family === 'daily_fetch' ? dailyFetchDay(key, place.namespace) : null
  if (day !== null && lastMoment(day, lifetime, policy.zone) + toleranceMs < policy.now) return 'expired_day'
  if (expiresAt === null) return 'no_ttl'
  return expiresAt - policy.now > lifetime * 1_000 + toleranceMs ? 'ttl_too_long' : null
}

/** A daily fetch may be written until its day ends, and lives its lifetime from there. */
const lastMoment = (day: CacheDay, lifetime: number, zone: string) =>
  startOfDay(addDays(day, 1), zone) + lifetime * 1_000
