import { gzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import { addDays, cacheDayOf } from '../../shared/time/cache-day.ts'
import type { TestRedis } from './redis-server.ts'
import { binaryKey } from './seed-keyspace.ts'

const hour = 3_600

/** What `wreckCache` leaves behind, as findings: namespace, family, rule, keys. */
export const wreckFindings = [
  ['pncp', 'search_v2', 'no_ttl', 3],
  ['pncp', 'embeddings', 'ttl_too_long', 2],
  ['govbr', 'daily_fetch', 'expired_day', 2],
  ['unified', 'search_combined', 'stale_twin', 2],
] as const

/** Keys that no clean-up may touch: of other programs, of unknown families, and sound ones of ours. */
const bystanders: readonly (readonly [key: string | Buffer, ttlSeconds: number | null])[] = [
  ['pncp:v2:old-search', null],
  ['pncp:v2:older-search', 90 * 24 * hour],
  ['match:77', null],
  ['stats:match:2026', 500],
  [binaryKey, null],
  ['no colon at all', null],
  ['pncp:search_v2:00000009', 24 * hour],
  ['comprasnet:embeddings:00000001', 3 * hour],
  ['unified:synonyms:licitação: edital*', hour],
  [`pncp:daily_fetch:${cacheDayOf(Date.now())}`, 25 * hour],
]

/** Fills a server with one of every breach of policy, among keys that keep theirs. */
export async function wreckCache(port: number): Promise<void> {
  const client = new Redis({ port, host: '127.0.0.1' })
  const longAgo = addDays(cacheDayOf(Date.now()), -40)
  const put = (key: string | Buffer, value: string | Buffer, ttl: number | null) =>
    ttl === null ? client.set(key, value) : client.set(key, value, 'EX', ttl)
  try {
    for (const [key, ttl] of bystanders) await put(key, `sound ${String(key)}`, ttl)
    for (const id of ['00000001', '00000002', '00000003']) await put(`pncp:search_v2:${id}`, '[]', null)
    for (const id of ['00000001', '00000002']) await put(`pncp:embeddings:${id}`, '{}', 30 * 24 * hour)
    await put(`govbr:daily_fetch:${longAgo}`, '{}', null)
    await put(`govbr:daily_fetch:${addDays(longAgo, 1)}`, '{}', 10 * hour)
    // An old :gz that hides a newer plain value; an old plain one that nobody reads any more; a pair of one age.
    await put('unified:search_combined:aaaaaaaa', '{}', 20 * hour)
    await put('unified:search_combined:aaaaaaaa:gz', gzipSync('{}'), 4 * hour)
    await put('unified:search_combined:bbbbbbbb', '{}', 4 * hour)
    await put('unified:search_combined:bbbbbbbb:gz', gzipSync('{}'), 20 * hour)
    const at = Date.now() + 5 * hour * 1_000
    await client.set('unified:search_combined:cccccccc', '{}', 'PXAT', at)
    await client.set('unified:search_combined:cccccccc:gz', gzipSync('{}'), 'PXAT', at)
    await put('unified:search_combined:dddddddd:gz', gzipSync('{}'), 20 * hour)
  } finally {
    client.disconnect()
  }
}

const digestScript = `
local seen = {}
for _, key in ipairs(redis.call('KEYS', '*')) do
  seen[#seen + 1] = key .. redis.call('PEXPIRETIME', key) .. redis.sha1hex(redis.call('DUMP', key))
end
table.sort(seen)
return redis.sha1hex(table.concat(seen, ' '))`

/** Changes when any key, value or expiry of the server does. */
export const digestOfAll = (redis: TestRedis): Promise<string> => redis.cli('eval', digestScript, '0')
