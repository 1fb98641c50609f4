import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { cacheDayOf } from '../../shared/time/cache-day.ts'
import { clientOf, openLaboratory, whole, witness } from '../integration/invalidation/laboratory.ts'
import { tellFigure } from '../support/battery.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

const none: ReadonlySet<string> = new Set()
const lockKey = 'pcc:lock:{pncp}'
const today = cacheDayOf(Date.now())

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.cli('flushall')
})

async function seed(keys: number): Promise<void> {
  const client = clientOf(redis)
  for (let from = 0; from < keys; from += 5_000) {
    const pipeline = client.pipeline()
    for (let n = from; n < from + 5_000; n++) pipeline.set(`pncp:search_v2:${n}`, `value ${n}`, 'EX', 80_000)
    await pipeline.exec()
  }
  await client.set('govbr:search_v2:other', 'stays')
}

test('R17: the second console is told who removes and since when, and writes nothing', async (context) => {
  await seed(10_000)
  const [first, second] = [await openLaboratory(redis), await openLaboratory(redis)]
  const [one, two] = [await first.preview(whole('pncp')), await second.preview(whole('pncp'))]
  const refusals: Promise<unknown>[] = []
  const result = await first.invalidation.run({ token: one.token ?? '', confirmation: 'pncp', noUndo: false }, () => {
    if (refusals.length > 0) return
    const request = { token: two.token ?? '', confirmation: 'pncp', noUndo: false }
    refusals.push(second.invalidation.run(request, () => undefined).catch((error: unknown) => error))
  })
  const refused = (await refusals[0]) as { code: string; params: Record<string, string | number> } // an AppError
  expect(refused).toMatchObject({ code: 'busy', params: { operation: 'pncp:*', by: second.system.operator } })
  const { what } = failureWords({ ...refused, code: 'busy', message: '', retryable: true }, 'en')
  expect(what).toMatch(/^pncp:\* is still in progress by \S+@\S+ since \d\d:\d\d BRT\.$/)
  expect(result).toMatchObject({ deleted: 10_000, ended: 'done' })
  expect(await clientOf(redis).exists(lockKey)).toBe(0)
  expect((await second.journal.read(5)).entries[0]).toMatchObject({ what: 'refused', details: { code: 'busy' } })
  tellFigure(context, '1 of 2 consoles ran; the other read who and since when')
})

test('R17: forced apart by a lock that died, the union is removed once and the books hold in both', async (context) => {
  await seed(20_000)
  const client = clientOf(redis)
  const before = await witness(client, 'pncp:')
  const [first, second] = [await openLaboratory(redis), await openLaboratory(redis)]
  const [one, two] = [await first.preview(whole('pncp')), await second.preview(whole('pncp'))]
  let other: ReturnType<typeof second.invalidation.run> | null = null
  const result = await first.invalidation.run({ token: one.token ?? '', confirmation: 'pncp', noUndo: false }, () => {
    other ??= client
      .del(lockKey)
      .then(() =>
        second.invalidation.run({ token: two.token ?? '', confirmation: 'pncp', noUndo: false }, () => undefined),
      )
  })
  const books = [result, await (other ?? Promise.reject(new Error('the second never began')))]
  for (const { previewed, deleted, changed, gone, failed, notAttempted } of books)
    expect(deleted + changed + gone + failed + notAttempted).toBe(previewed)
  const deleted = books.reduce((sum, book) => sum + book.deleted, 0)
  const gone = books.reduce((sum, book) => sum + book.gone, 0)
  expect({ deleted, gone }).toEqual({ deleted: 20_000, gone: 20_000 })
  expect(await client.dbsize()).toBe(1)
  expect(await witness(client, 'pncp:')).toEqual(before)
  tellFigure(context, `20000 keys removed once by two consoles (${books.map((book) => book.deleted).join(' + ')})`)
})

test('R17: a console that lost its hold stops after its batch', async () => {
  await seed(20_000)
  const client = clientOf(redis)
  const lab = await openLaboratory(redis, {
    // Renewed at once after each batch: the real ones come every 15 s.
    session: (session) => ({
      ...session,
      removalLocks: () => ({
        ...session.removalLocks(),
        take: async (namespace, holdMs, former) => {
          const lock = await session.removalLocks().take(namespace, holdMs, former)
          await client.set(lockKey, '{"holder":"ana@outra","since":1,"token":"x"}')
          return lock
        },
      }),
    }),
    sleep: async (_ms, signal) => void (await new Promise((resolve) => setTimeout(resolve, signal ? 1 : 0))),
  })
  const result = await lab.invalidate(whole('pncp'))
  expect(result).toMatchObject({ ended: 'failed', failure: { code: 'busy' } })
  expect(result.notAttempted).toBeGreaterThan(0)
  expect(await client.get(lockKey)).toContain('ana@outra')
})

test('R18: across consoles a removal waits for a fetch, and a fetch for a removal', async (context) => {
  await seed(5_000)
  const [first, second] = [await openLaboratory(redis), await openLaboratory(redis)]
  const fetching = await first.session.dailyFetches().lock('pncp', today, 60_000)
  if ('heldBy' in fetching) throw new Error('nobody fetches')
  await expect(second.invalidate(whole('pncp'))).rejects.toMatchObject({
    code: 'busy',
    params: { operation: 'pncp:daily_fetch', by: first.system.operator },
  })
  expect(await clientOf(redis).exists(lockKey)).toBe(0)
  await fetching.release()

  const removing = await second.session.removalLocks().take('pncp', 60_000, none)
  if ('heldBy' in removing) throw new Error('nobody removes')
  expect(await first.session.dailyFetches().lock('pncp', today, 60_000)).toMatchObject({ removing: true })
  expect((await clientOf(redis).keys('pcc:lock:*')).sort()).toEqual([lockKey])
  await removing.release()
  expect(await first.session.dailyFetches().lock('pncp', today, 60_000)).toHaveProperty('release')
  tellFigure(context, 'both orders refused with words')
})

test('a hold that could not be let go is taken again by its own console', async () => {
  const lab = await openLaboratory(redis)
  const client = clientOf(redis)
  const locks = lab.session.removalLocks()
  const first = await locks.take('pncp', 60_000, none)
  if ('heldBy' in first) throw new Error('nobody removes')
  await client.call('ACL', 'SETUSER', 'default', '-eval', '-evalsha')
  await expect(first.release()).rejects.toMatchObject({ code: 'no_permission' })
  await client.call('ACL', 'SETUSER', 'default', '+eval', '+evalsha')
  const again = await locks.take('pncp', 60_000, new Set([first.id]))
  expect(again).toHaveProperty('release')
  expect(await (await openLaboratory(redis)).session.removalLocks().take('pncp', 60_000, none)).toHaveProperty('heldBy')
})
