import { expect, onTestFinished, test } from 'vitest'
import { openLaboratory } from '../../integration/invalidation/laboratory.ts'
import {
  balance,
  beginRemoval,
  keys,
  lockKey,
  openLostPassword,
  pauseRemoval,
  picture,
  secrets,
} from '../../support/lost-password.ts'
import { poll } from '../../support/poll.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { seedPncp } from '../../support/seed-pncp.ts'

test('R30: one that is stopped instead ends with its books, and what went comes back', async () => {
  const { client, lab } = await openLostPassword()
  const before = await picture(client)
  const { running, operationId } = await pauseRemoval({ client, lab })
  await lab.session.logIn(secrets('new'))
  lab.invalidation.stop(operationId)
  const result = await running
  expect(result).toMatchObject({ ended: 'stopped', failure: null })
  expect(balance(result)).toBe(keys)
  expect(await client.dbsize()).toBe(keys - result.deleted + 2)
  expect(await lab.operations.unfinished()).toEqual([])
  expect(await client.exists(lockKey)).toBe(0)
  await lab.restore(result.bundle ?? '')
  expect(await picture(client)).toEqual(before)
}, 60_000)

test('R30: where another console took the namespace meanwhile, it waits for that one as well', async () => {
  const { redis, client, lab } = await openLostPassword()
  const { running, seen, operationId } = await pauseRemoval({ client, lab })
  await client.pexpire(lockKey, 1) // a minute later
  const other = await openLaboratory(redis)
  const lock = await other.session.removalLocks().take('pncp', 60_000, new Set())
  if ('heldBy' in lock) throw new Error('the hold of a console that cannot renew it stands')
  await lab.session.logIn(secrets('new'))
  const standing = await client.dbsize()
  lab.invalidation.resume(operationId)
  await poll(() => seen.at(-1)?.paused?.code === 'busy')
  expect(await client.dbsize()).toBe(standing)
  await lock.release()
  lab.invalidation.resume(operationId)
  expect(await running).toMatchObject({ ended: 'done', deleted: keys })
  expect(await client.exists(lockKey)).toBe(0)
}, 60_000)

test('R30: a server that was restarted meanwhile is another one: nothing is written there', async () => {
  const { redis, client, lab } = await openLostPassword()
  const { running, operationId } = await pauseRemoval({ client, lab })
  redis.signal('SIGKILL')
  const again = await startRedis({ port: redis.port })
  onTestFinished(() => again.stop())
  await again.cli('acl', 'setuser', 'ops', 'on', '>new', '~*', '&*', '+@all')
  await seedPncp([again], 100)
  await again.cli('config', 'resetstat')
  await lab.session.logIn(secrets('new'))
  lab.invalidation.resume(operationId)
  const result = await running
  expect(result).toMatchObject({ ended: 'failed', failure: { code: 'server_changed' } })
  expect(balance(result)).toBe(keys)
  expect(await again.cli('dbsize')).toBe('100')
  expect(await again.cli('info', 'commandstats')).not.toMatch(/cmdstat_(unlink|set|restore|pexpire|del):/)
}, 60_000)

test('R30: a user who is switched off, and a server that asks for a password now, pause it as well', async () => {
  const { redis, client, lab } = await openLostPassword()
  const off = await beginRemoval(lab, () =>
    client.pipeline().call('ACL', 'SETUSER', 'ops', 'off').call('CLIENT', 'KILL', 'USER', 'ops').exec(),
  )
  await poll(() => off.seen.at(-1)?.paused?.code === 'auth_failed')
  lab.invalidation.stop(off.seen[0]?.operationId ?? '')
  expect(balance(await off.running)).toBe(keys)

  await client.del(lockKey)
  const open = await openLaboratory(redis)
  const asked = await beginRemoval(open, () =>
    client.pipeline().config('SET', 'requirepass', 'new').call('CLIENT', 'KILL', 'TYPE', 'normal').exec(),
  )
  await poll(() => asked.seen.at(-1)?.paused?.code === 'auth_required')
  await open.session.logIn(secrets('new'))
  open.invalidation.resume(asked.seen[0]?.operationId ?? '')
  const result = await asked.running
  expect(result).toMatchObject({ ended: 'done', failed: 0, notAttempted: 0 })
})

test.each([
  ['whose server is gone', (redis: TestRedis) => redis.signal('SIGKILL')],
  ['whose connection was cut and is back', (redis: TestRedis) => redis.cli('client', 'kill', 'user', 'ops')],
])('R12: a removal %s ends with its books, with an operator too', async (_what, cut) => {
  const { redis, lab } = await openLostPassword()
  const { running, seen } = await beginRemoval(lab, () => cut(redis))
  const result = await running
  expect(result.ended).toBe('failed')
  expect(['connection_lost', 'unknown_outcome']).toContain(result.failure?.code)
  expect(balance(result)).toBe(keys)
  expect(result.notAttempted).toBeGreaterThan(0)
  expect(seen.some(({ paused }) => paused !== undefined)).toBe(false)
})
