import { dailyFetchKey } from '../../shared/keys/cache-key.ts'
import { cacheDayOf, lastDays } from '../../shared/time/cache-day.ts'
import type { RemovalLocks } from '../core/ports/locks.ts'
import type { System } from '../core/ports/system.ts'
import type { OwnLookups } from './own-lookups.ts'
import type { RedisLink } from './redis-link.ts'
import { createLocks } from './redis-locks.ts'

/** Days whose fetch locks are looked at; each question counts as a miss of the server's. Values live 25 h. */
const daysLooked = 60

export function createRemovalLocks(link: RedisLink, system: System, own: OwnLookups): RemovalLocks {
  const locks = createLocks(link, system)
  return {
    take: (namespace, holdMs, former) => locks.take(namespace, holdMs, former),
    async fetching(namespace) {
      const days = lastDays(cacheDayOf(system.clock()), daysLooked)
      const holders = await locks.holders(days.map((day) => dailyFetchKey(namespace, day)))
      const held = holders.filter((holder) => holder !== null)
      own.add(held.length, holders.length - held.length)
      return held[0] ?? null
    },
  }
}
