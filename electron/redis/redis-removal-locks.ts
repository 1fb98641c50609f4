import { dailyFetchKey } from '../../shared/keys/cache-key.ts'
import { addDays, cacheDayOf, lastDays } from '../../shared/time/cache-day.ts'
import type { RemovalLocks } from '../core/ports/locks.ts'
import type { System } from '../core/ports/system.ts'
import type { OwnLookups } from './own-lookups.ts'
import type { RedisLink } from './redis-link.ts'
import { createLocks } from './redis-locks.ts'

/**
 * Days whose fetch locks are looked at; each question counts as a miss of the server's. Values live 25 h. The last of them
 * is tomorrow: in the zone of another console it may have begun.
 */
const daysLooked = 60

export function createRemovalLocks(link: RedisLink, system: System, own: OwnLookups): RemovalLocks {
  const locks = createLocks(link, system)
  return {
    take: (namespace, holdMs, former) => locks.take(namespace, holdMs, former),
    async fetching(namespace) {
      const days = lastDays(addDays(cacheDayOf(system.clock()), 1), daysLooked)
      const holders = await locks.holders(days.map((day) => dailyFetchKey(namespace, day)))
      const held = holders.filter((holder) => holder !== null)
      own.add(held.length, holders.length - held.length)
      return held[0] ?? null
    },
  }
}
