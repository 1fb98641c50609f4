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

test('pcc clean --apply mends the wreck, leaves every foreign key alone, and can be undone', async () => {
  await redis.cli('flushall')
  await wreckCache(redis.port)
  const before = await digestOfAll(redis)
  const { code, document } = await pcc.json(['--url', redis.url, 'clean', '--apply'])
  expect(code).toBe(0)
  const repairs = document.repairs as { rule: string; namespace: string; repaired: number; bundle: string }[] // the published shape
  expect(new Set(repairs.map(({ namespace, rule, repaired }) => `${namespace} ${rule} ${repaired}`))).toEqual(
    new Set(['pncp no_ttl 3', 'pncp ttl_too_long 2', 'govbr expired_day 2', 'unified stale_twin 2']),
  )
  const after = await pcc.json(['--url', redis.url, 'clean'])
  expect(after.document.findings).toEqual([])
  expect(after.document.strays).toEqual(document.strays)
  for (const { bundle } of repairs) {
    expect((await pcc.run(['--url', redis.url, 'undo', bundle])).code).toBe(0)
  }
  expect(await digestOfAll(redis)).toBe(before)
})

test('pcc clean --apply narrows to a namespace and a rule, and refuses names it does not know', async () => {
  await redis.cli('flushall')
  await wreckCache(redis.port)
  const only = ['clean', '--apply', '--namespace', 'govbr', '--rule', 'expired_day']
  const { document } = await pcc.json(['--url', redis.url, ...only])
  expect(document.repairs).toEqual([expect.objectContaining({ namespace: 'govbr', rule: 'expired_day', repaired: 2 })])
  const before = await digestOfAll(redis)
  expect((await pcc.run(['--url', redis.url, 'clean', '--apply', '--rule', '*'])).code).toBe(2)
  expect((await pcc.run(['--url', redis.url, 'clean', '--apply', '--namespace', 'match'])).code).toBe(2)
  expect((await pcc.run(['--url', redis.url, '--read-only', 'clean', '--apply'])).code).toBe(3)
  expect(await digestOfAll(redis)).toBe(before)
})
