import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { LinkEvent, RedisSession } from '../../../electron/core/ports/connection.ts'
import { createRedisConnector } from '../../../electron/redis/redis-connector.ts'
import { isSamePlace } from '../../../shared/connection/same-place.ts'
import type { ConnectionTarget } from '../../../shared/contract/connection.ts'
import { notRun } from '../../support/battery.ts'
import { poll } from '../../support/poll.ts'
import { sentinelName, startSentinel, type TestSentinel } from '../../support/redis-sentinel.ts'
import { type TestRedis, targetOf } from '../../support/redis-server.ts'
import { testSystem } from '../../support/test-session.ts'

let lab: TestSentinel
const open: RedisSession[] = []

beforeAll(async () => {
  lab = await startSentinel({ password: 'geheim', sentinelPassword: 'wache' })
}, 60_000)
afterAll(() => lab.stop())
afterEach(async () => {
  await Promise.all(open.splice(0).map((session) => session.close()))
})

async function connect(target: ConnectionTarget, password = 'geheim', sentinelPassword: string | null = 'wache') {
  const secrets = { password, sentinelPassword }
  const session = await createRedisConnector(testSystem).open(target, secrets, new AbortController().signal)
  open.push(session)
  return session
}

const [primary, replica] = [() => lab.servers[0] as TestRedis, () => lab.servers[1] as TestRedis]

describe('a profile that names sentinels', () => {
  test('opens the primary they name, and says so', async () => {
    const session = await connect(lab.target())
    expect(session.identity()).toMatchObject({
      host: '127.0.0.1',
      port: primary().port,
      role: 'primary',
      topology: 'sentinel',
      sentinel: { name: sentinelName, replicas: 2 },
    })
    expect(await session.reader().size()).toBe(0)
    expect(() => session.writer()).not.toThrow()
  })

  test('needs only one of them to answer', async () => {
    const [first] = lab.sentinels as [TestRedis]
    const others = [{ host: '127.0.0.1', port: first.port }]
    const session = await connect(lab.target({ port: 1, sentinel: { name: sentinelName, others, username: null } }))
    expect(session.identity().port).toBe(primary().port)
  })

  const alone = (name: string) => ({ sentinel: { name, others: [], username: null } })

  test('the true cause is told: no such name, no sentinel, nobody there', async () => {
    await expect(connect(lab.target(alone('nobody')))).rejects.toMatchObject({
      code: 'sentinel_name_unknown',
      params: { name: 'nobody' },
    })
    const noSentinel = targetOf(replica(), alone(sentinelName))
    await expect(connect(noSentinel, 'geheim', 'geheim')).rejects.toMatchObject({ code: 'not_a_sentinel' })
    const nobody = lab.target({ port: 1, ...alone(sentinelName) })
    await expect(connect(nobody)).rejects.toMatchObject({ code: 'connect_refused', params: { port: 1 } })
  })

  test('the sentinels’ password and the server’s are two', async () => {
    await expect(connect(lab.target(), 'geheim', 'wrong')).rejects.toMatchObject({ code: 'auth_failed' })
    await expect(connect(lab.target(), 'geheim', null)).rejects.toMatchObject({ code: 'auth_required' })
    await expect(connect(lab.target(), 'wrong')).rejects.toMatchObject({
      code: 'auth_failed',
      params: { port: primary().port },
    })
  })
})

test('a failover that was ordered is followed: demoted is said, and the new primary is the same place', async () => {
  const session = await connect(lab.target())
  const former = session.identity()
  const seen: LinkEvent[] = []
  session.onLink((event) => seen.push(event))
  await (lab.sentinels[0] as TestRedis).cli('sentinel', 'failover', sentinelName)
  await poll(() => seen.some(({ kind }) => kind === 'back'))
  const now = session.identity()
  expect(now.port).not.toBe(former.port)
  expect(now.port).toBe(await lab.primaryPort())
  expect(now).toMatchObject({ role: 'primary', topology: 'sentinel' })
  expect(isSamePlace(now, former)).toBe(true)
  expect(seen.at(-1)).toMatchObject({ kind: 'back', serverChanged: true })
}, 60_000)

notRun('R21', 'a failover behind the cut (npm run battery)')

test('R21: cut off from every sentinel: it is said, nothing destructive begins, and reading goes on', async () => {
  const session = await connect(lab.target())
  const told: LinkEvent[] = []
  session.onLink((event) => told.push(event))
  await session.verifyIdentity()
  for (const sentinel of lab.sentinels) sentinel.signal('SIGSTOP')
  let code = ''
  await poll(async () => {
    code = await session.verifyIdentity().then(
      () => '',
      (error: unknown) => (error as { code: string }).code, // an AppError
    )
    return code !== ''
  })
  expect(code).toBe('primary_unconfirmed')
  await poll(() => told.length > 0)
  const { port } = session.identity()
  const failure = { code: 'primary_unconfirmed', params: { port, name: sentinelName } }
  expect(told).toMatchObject([{ kind: 'unconfirmed', failure }])
  expect(await session.reader().size()).toBe(0)
  for (const sentinel of lab.sentinels) sentinel.signal('SIGCONT')
  await poll(() =>
    session.verifyIdentity().then(
      () => true,
      () => false,
    ),
  )
  await poll(() => told.length > 1)
  expect(told.map(({ kind }) => kind)).toEqual(['unconfirmed', 'confirmed'])
}, 60_000)
