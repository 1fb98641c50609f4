import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Policy } from '../../../electron/core/policy/broken-rule.ts'
import { readPolicyReport } from '../../../electron/core/policy/read-policy-report.ts'
import { cacheZone } from '../../../shared/time/cache-day.ts'
import { wreckCache, wreckFindings } from '../../support/cache-wreck.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { namespaces, openSession, testSystem, walk } from '../../support/test-session.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.cli('flushall')
  await wreckCache(redis.port)
})

async function report(change: Partial<Policy> = {}, user: string | null = null) {
  const session = await openSession(redis, user === null ? {} : { username: user }, user === null ? null : 'secret')
  const policy = { lifetimes: {}, zone: cacheZone, now: Date.now(), ...change }
  try {
    const request = { ...walk, namespaces, policy, onProgress: () => undefined }
    return await readPolicyReport(session.reader(), testSystem.clock, request)
  } finally {
    await session.close()
  }
}

const told = ({ findings }: Awaited<ReturnType<typeof report>>) =>
  findings.map(({ namespace, family, rule, keys }) => [namespace, family, rule, keys])

test('a wreck is told by rule and family, and nothing else is', async () => {
  const found = await report()
  expect(new Set(told(found))).toEqual(new Set(wreckFindings))
  expect(found).toMatchObject({ complete: true, undecidedTwins: 1, furtherStrays: 0 })
  expect(found.findings.every(({ bytes }) => bytes !== null && bytes > 0)).toBe(true)
})

test('keys of no known family are told by the beginning of their names, binary ones too', async () => {
  const { strays } = await report()
  expect(Object.fromEntries(strays.map(({ prefix, keys, noTtl }) => [prefix, [keys, noTtl]]))).toEqual({
    'pncp:v2:': [2, 1],
    'match:': [1, 1],
    'stats:': [1, 0],
    '\\xff\\xfe:': [1, 1],
    'no colon at all': [1, 1],
  })
})

test('a lifetime of one namespace is its own', async () => {
  const longer = { lifetimes: { pncp: { embeddings: 60 * 86_400 } } }
  expect(told(await report(longer)).map(([, , rule]) => rule)).not.toContain('ttl_too_long')
  const shorter = { lifetimes: { comprasnet: { embeddings: 3_600 } } }
  expect(told(await report(shorter))).toContainEqual(['comprasnet', 'embeddings', 'ttl_too_long', 1])
})

test('without the right to scripts the same is found', async () => {
  await redis.cli('acl', 'setuser', 'plain', 'on', '>secret', '~*', '+@all', '-@scripting')
  expect(new Set(told(await report({}, 'plain')))).toEqual(new Set(wreckFindings))
})
