import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOfAll, wreckCache } from '../../support/cache-wreck.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

let redis: TestRedis
let pcc: Pcc
beforeAll(async () => {
  ;[redis, pcc] = await Promise.all([startRedis(), preparePcc()])
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose()]))

test('pcc clean --dry-run reports and changes nothing', async () => {
  await wreckCache(redis.port)
  const before = await digestOfAll(redis)
  const { code, document } = await pcc.json(['--url', redis.url, '--read-only', 'clean', '--dry-run'])
  expect(code).toBe(0)
  expect(document).toMatchObject({ complete: true, undecided_twins: 1, further_strays: 0 })
  expect(document.findings).toContainEqual(
    expect.objectContaining({ rule: 'no_ttl', namespace: 'pncp', family: 'search_v2', repair: 'set_ttl', keys: 3 }),
  )
  expect(await digestOfAll(redis)).toBe(before)
})
