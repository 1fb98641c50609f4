import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { PolicyRule } from '../../../shared/contract/policy.ts'
import { digestOfAll, wreckCache } from '../../support/cache-wreck.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { clientOf, openLaboratory, witness } from '../invalidation/laboratory.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.cli('flushall')
  await wreckCache(redis.port)
})

const under = (namespace: string, rule: PolicyRule) => ({ scope: 'policy', namespace, rule }) as const
const expiryOf = async (key: string) => Number(await redis.cli('pexpiretime', key))
const hour = 3_600_000

test('keys without TTL get the lifetime of their family, counted from now; values and neighbours stay', async () => {
  const client = clientOf(redis)
  const before = await witness(client, 'pncp:search_v2:0000000')
  const lab = await openLaboratory(redis)
  const result = await lab.invalidate(under('pncp', 'no_ttl'))
  expect(result).toMatchObject({ previewed: 3, deleted: 3, changed: 0, gone: 0, failed: 0, ended: 'done' })
  for (const id of ['00000001', '00000002', '00000003']) {
    const key = `pncp:search_v2:${id}`
    expect(Math.abs((await expiryOf(key)) - Date.now() - 24 * hour)).toBeLessThan(60_000)
    expect(await redis.cli('get', key)).toBe('[]')
  }
  expect(await witness(client, 'pncp:search_v2:0000000')).toEqual(before)
  expect(await lab.preview(under('pncp', 'no_ttl'))).toMatchObject({ count: 0, token: null })
})

test('what a repair changed comes back as it was, to the millisecond', async () => {
  const before = await digestOfAll(redis)
  const lab = await openLaboratory(redis)
  const bundles = []
  for (const target of [
    under('pncp', 'no_ttl'),
    under('pncp', 'ttl_too_long'),
    under('govbr', 'expired_day'),
    under('unified', 'stale_twin'),
  ]) {
    const { deleted, previewed, bundle } = await lab.invalidate(target)
    expect(deleted).toBe(previewed)
    expect(deleted).toBeGreaterThan(0)
    bundles.push(bundle ?? '')
  }
  expect(await digestOfAll(redis)).not.toBe(before)
  for (const bundle of bundles) {
    const preview = await lab.undo.preview(bundle, new AbortController().signal, () => undefined)
    expect(preview.restorable).toBe(preview.saved)
    expect(await lab.undo.run({ bundle, retarget: null }, () => undefined)).toMatchObject({
      ended: 'done',
      failed: 0,
      keptNewer: 0,
    })
  }
  expect(await digestOfAll(redis)).toBe(before)
})

test('a key that has another expiry by now is left alone, by the repair and by its undo', async () => {
  const lab = await openLaboratory(redis)
  const { token } = await lab.preview(under('pncp', 'no_ttl'))
  await redis.cli('set', 'pncp:search_v2:00000001', '[1]', 'EX', '500')
  await redis.cli('del', 'pncp:search_v2:00000002')
  const result = await lab.invalidation.run(
    { token: token ?? '', confirmation: 'pncp', noUndo: false },
    () => undefined,
  )
  expect(result).toMatchObject({ previewed: 3, deleted: 1, changed: 1, gone: 1 })
  const later = Date.now() + 700_000
  await redis.cli('set', 'pncp:search_v2:00000003', '[3]', 'PXAT', String(later))
  expect(await lab.undo.run({ bundle: result.bundle ?? '', retarget: null }, () => undefined)).toMatchObject({
    restored: 0,
    keptNewer: 1,
  })
  expect(await expiryOf('pncp:search_v2:00000003')).toBe(later)
})

test('a rule picks no key of another namespace, and the confirmation names the namespace', async () => {
  const lab = await openLaboratory(redis)
  expect(await lab.preview(under('comprasnet', 'no_ttl'))).toMatchObject({ count: 0, token: null })
  expect(await lab.preview(under('pncp', 'stale_twin'))).toMatchObject({ count: 0, token: null })
  const { token } = await lab.preview(under('pncp', 'no_ttl'))
  await expect(
    lab.invalidation.run({ token: token ?? '', confirmation: 'no_ttl', noUndo: false }, () => undefined),
  ).rejects.toMatchObject({ code: 'not_confirmed' })
  await expect(lab.preview({ scope: 'policy', namespace: 'match', rule: 'no_ttl' })).rejects.toMatchObject({
    code: 'unknown_namespace',
  })
})

test('a user who may not set expiries is told before anything is confirmed', async () => {
  await redis.cli('acl', 'setuser', 'limited', 'on', 'nopass', '~*', '+@all', '-pexpireat')
  const lab = await openLaboratory({ port: redis.port, password: 'x' }, { target: { username: 'limited' } })
  const preview = await lab.preview(under('pncp', 'no_ttl'))
  expect(preview).toMatchObject({ count: 3, token: null, blocked: { code: 'no_permission' } })
})
