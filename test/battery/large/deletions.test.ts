import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPinger } from '../../bench/pinger.ts'
import { clientOf, openLaboratory, whole } from '../../integration/invalidation/laboratory.ts'
import { tellFigure } from '../../support/battery.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

/** The item asks for 5 M; `PCC_BATTERY_KEYS` scales it to the machine, and the figure says to what. */
const total = Number(process.env.PCC_BATTERY_KEYS ?? 1_000_000)
/** One in five is of the namespace that goes. */
const targeted = Math.floor(total / 5)

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

async function seed(client: Redis): Promise<void> {
  for (let from = 0; from < total; from += 10_000) {
    const pipeline = client.pipeline()
    for (let n = from; n < Math.min(total, from + 10_000); n++) {
      const key = n % 5 === 0 ? `pncp:search_v2:${n}` : `comprasnet:search_v2:${n}`
      pipeline.set(key, `${n}`.padEnd(200, 'x'), 'PX', 80_000_000 + n)
    }
    await pipeline.exec()
  }
}

/** A digest of every key with value and absolute expiry that begins, or does not begin, with a prefix. */
async function digest(client: Redis, prefix: string, inside: boolean): Promise<string> {
  const found: string[] = []
  let cursor = '0'
  do {
    const [next, keys] = await client.scan(cursor, 'COUNT', 1_000)
    cursor = next
    const wanted = keys.filter((key) => key.startsWith(prefix) === inside)
    const pipeline = client.pipeline()
    for (const key of wanted) pipeline.get(key).pexpiretime(key)
    const replies = (await pipeline.exec()) ?? []
    for (const [at, key] of wanted.entries()) {
      found.push(`${key} ${String(replies[2 * at]?.[1])} ${String(replies[2 * at + 1]?.[1])}`)
    }
  } while (cursor !== '0')
  const hash = createHash('sha256')
  for (const line of [...new Set(found)].sort()) hash.update(line)
  return hash.digest('hex')
}

test('R1, R8: a namespace is previewed, removed and put back, byte for byte, beside a busy client', async (context) => {
  const client = clientOf(redis)
  await seed(client)
  const [others, own] = [await digest(client, 'pncp:', false), await digest(client, 'pncp:', true)]
  const lab = await openLaboratory(redis)
  const timed = async <T>(act: () => Promise<T>) => {
    const startedAt = performance.now()
    return { value: await act(), ms: performance.now() - startedAt }
  }
  const rssBefore = process.memoryUsage.rss()
  let rss = rssBefore
  const watch = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage.rss())
  }, 50)
  const pinger = await startPinger(redis.port)
  const preview = await timed(() => lab.preview(whole('pncp')))
  expect(preview.value.count).toBe(targeted)
  const request = { token: preview.value.token ?? '', confirmation: 'pncp', noUndo: false }
  const removal = await timed(() => lab.invalidation.run(request, () => undefined))
  expect(removal.value).toMatchObject({
    ended: 'done',
    deleted: targeted,
    changed: 0,
    gone: 0,
    failed: 0,
    notAttempted: 0,
  })
  const bundle = removal.value.bundle ?? ''
  const outlook = await timed(() => lab.undo.preview(bundle, new AbortController().signal, () => undefined))
  expect(outlook.value).toMatchObject({ saved: targeted, restorable: targeted })
  const restore = await timed(() => lab.restore(bundle))
  expect(restore.value).toMatchObject({ ended: 'done', restored: targeted, damaged: 0, failed: 0 })
  const ping = pinger.stop()
  clearInterval(watch)
  expect(await digest(client, 'pncp:', false)).toBe(others)
  expect(await digest(client, 'pncp:', true)).toBe(own)
  expect(rss - rssBefore).toBeLessThan(300 * 1024 ** 2)
  const perSecond = ({ ms }: { readonly ms: number }) => Math.round((targeted * 1_000) / ms)
  const mib = Math.round((rss - rssBefore) / 1024 ** 2)
  tellFigure(
    context,
    `${total} keys, ${targeted} of pncp: preview ${Math.round(preview.ms)} ms, removed ${perSecond(removal)}/s, undo preview ${perSecond(outlook)}/s, restored ${perSecond(restore)}/s, PING p99 ${ping.toFixed(1)} ms, RSS +${mib} MiB`,
  )
})

test('R7: a keyspace that is rehashed under the walk gives a list without repeats, every stable key in it', async (context) => {
  const client = clientOf(redis)
  await client.flushall()
  const stable = Math.floor(targeted / 10)
  const pipeline = client.pipeline()
  for (let n = 0; n < stable; n++) pipeline.set(`pncp:embeddings:${n}`, 'v')
  await pipeline.exec()
  const lab = await openLaboratory(redis)
  let walking = true
  const rehash = async () => {
    for (let round = 0; walking; round++) {
      const batch = client.pipeline()
      for (let n = 0; n < 20_000; n++)
        if (round % 2 === 0) batch.set(`govbr:search_v2:${n}`, 'v')
        else batch.unlink(`govbr:search_v2:${n}`)
      await batch.exec()
    }
  }
  const rehashing = rehash()
  const previews: number[] = []
  for (let turn = 0; turn < 5; turn++) previews.push((await lab.preview(whole('pncp'))).count)
  walking = false
  await rehashing
  expect(previews).toEqual(Array.from({ length: 5 }, () => stable))
  tellFigure(context, `${stable} stable keys, 5 walks over a table that grew and shrank by 20000 keys`)
})
