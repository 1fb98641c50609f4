import { Redis } from 'ioredis'
import { expect, onTestFinished, test } from 'vitest'
import { startRedis } from '../../support/redis-server.ts'
import { clientOf, openLaboratory, whole } from './laboratory.ts'

async function seededServer(keys: number) {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  const client = new Redis({ host: '127.0.0.1', port: redis.port })
  const pipeline = client.pipeline()
  for (let n = 0; n < keys; n++) pipeline.set(`pncp:search_v2:${n}`, 'x'.repeat(200), 'EX', 80_000)
  await pipeline.exec()
  client.disconnect()
  return redis
}

test('a server killed on the way ends the run with balanced books, and what went is in the bundle', async () => {
  const redis = await seededServer(60_000)
  const lab = await openLaboratory(redis)
  const { token, count } = await lab.preview(whole('pncp'))
  const result = await lab.invalidation.run(
    { token: token ?? '', confirmation: 'pncp', noUndo: false },
    ({ books, done }) => {
      if (!done && books.deleted > 0) redis.signal('SIGKILL')
    },
  )
  expect(result.ended).toBe('failed')
  expect(['connection_lost', 'unknown_outcome']).toContain(result.failure?.code)
  const { deleted, changed, gone, failed, notAttempted } = result
  expect(deleted + changed + gone + failed + notAttempted).toBe(count)
  expect(deleted).toBeGreaterThan(0)
  expect(notAttempted).toBeGreaterThan(0)
  const [bundle] = await lab.undoStore.list()
  expect(bundle?.keys ?? 0).toBeGreaterThanOrEqual(deleted)
  expect((await lab.journal.read(1)).entries[0]).toMatchObject({
    what: 'invalidation.end',
    details: { ended: 'failed', deleted },
  })
})

test('a user who may not DUMP or RESTORE is told before anything is previewed away', async () => {
  const redis = await seededServer(10)
  await redis.cli('acl', 'setuser', 'narrow', 'on', '>pw', '~*', '+@all', '-dump', '-restore')
  const narrow = { ...redis, password: 'pw' }
  const lab = await openLaboratory(narrow, { target: { username: 'narrow' } })
  const { undo, token } = await lab.preview(whole('pncp'))
  expect(undo).toMatchObject({ available: false, reason: 'no_permission' })
  const run = (noUndo: boolean, given: string | null) =>
    lab.invalidation.run({ token: given ?? '', confirmation: 'pncp', noUndo }, () => undefined)
  await expect(run(false, token)).rejects.toMatchObject({ code: 'no_permission' })
  expect(await clientOf(redis).dbsize()).toBe(10)
  const again = await lab.preview(whole('pncp'))
  expect(await run(true, again.token)).toMatchObject({ ended: 'done', deleted: 10, bundle: null })
})

test('a user who may not UNLINK gets no token', async () => {
  const redis = await seededServer(10)
  await redis.cli('acl', 'setuser', 'narrow', 'on', '>pw', '~*', '+@all', '-unlink')
  const lab = await openLaboratory({ ...redis, password: 'pw' }, { target: { username: 'narrow' } })
  const preview = await lab.preview(whole('pncp'))
  expect([preview.count, preview.token, preview.blocked?.code, preview.blocked?.params.command]).toEqual([
    10,
    null,
    'no_permission',
    'UNLINK',
  ])
})
