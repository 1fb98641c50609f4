import { Redis } from 'ioredis'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { collectStats } from '../../../electron/core/stats/collect-stats.ts'
import { KeyPage } from '../../../shared/contract/keys.ts'
import { notRun, tellFigure } from '../../support/battery.ts'
import {
  all,
  commandsDuring,
  type KeyLaboratory,
  literal,
  openKeys,
  present,
  refOf,
} from '../../support/key-laboratory.ts'
import { longNames } from '../../support/long-names.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { namespaces, testSystem, walk } from '../../support/test-session.ts'

const mebibyte = 2 ** 20

let redis: TestRedis
let client: Redis
let lab: KeyLaboratory
beforeEach(async () => {
  redis = await startRedis()
  client = new Redis({ port: redis.port, host: '127.0.0.1' })
  lab = await openKeys(redis)
  onTestFinished(async () => {
    await lab.close()
    client.disconnect()
    await redis.stop()
  })
})

async function timed<T>(act: () => Promise<T>): Promise<{ readonly done: T; readonly ms: number }> {
  const began = performance.now()
  const done = await act()
  return { done, ms: Math.round(performance.now() - began) }
}

test('B12: a hundred names of a mebibyte: the list is quick, and no message is large', async (context) => {
  for (const name of longNames(100)) await client.set(name, 'v')
  // The quickest of five: what else the machine does meanwhile is no part of the figure.
  const lists: { readonly done: KeyPage; readonly ms: number }[] = []
  for (let turn = 0; turn < 5; turn++) lists.push(await timed(() => lab.keys.list(all, literal(''))))
  const ms = Math.min(...lists.map((list) => list.ms))
  const page = (lists.at(-1) as (typeof lists)[number]).done
  expect(page).toMatchObject({ found: 100, complete: true })
  expect(ms).toBeLessThanOrEqual(2_000)
  for (const { key } of page.rows) {
    expect(key).toMatchObject({ base64: null, byteLength: mebibyte })
    expect(key.label.length).toBeLessThanOrEqual(257)
  }
  const ref = { listing: page.listing, index: page.rows[99]?.index ?? -1 }
  const answers = [page, await lab.keys.open(ref), await lab.keys.name(ref, 0)]
  const largest = Math.max(...answers.map((answer) => Buffer.byteLength(JSON.stringify(answer))))
  expect(largest).toBeLessThanOrEqual(4 * mebibyte)
  tellFigure(context, `listed in ${ms} ms, largest message ${Math.round(largest / 1_024)} KiB`)
})

test('B13: a branch of 200,000 siblings is opened in a second, beside names without end', async (context) => {
  await client.eval("for i = 1, 200000 do redis.call('SET', 'pncp:branch:' .. i, '') end", 0)
  const deep = `pncp:${':a'.repeat(1_000)}`
  for (const name of ['', 'plain', deep]) await client.set(name, 'v')
  const scope = { kind: 'other', namespace: 'pncp' } as const
  const { done: page, ms } = await timed(() => lab.keys.list(scope, literal('')))
  expect(page.rows).toHaveLength(200)
  expect(() => KeyPage.parse(page)).not.toThrow()
  // A list gives its first page after a second at the latest, however much is still to be walked.
  expect(ms).toBeLessThanOrEqual(1_500)
  let facts = page as Pick<KeyPage, 'found' | 'complete'>
  while (!facts.complete) facts = await lab.keys.walk(page.listing, 1_000_000)
  expect(facts.found).toBe(200_001)
  expect(present(await lab.keys.open(refOf(deep))).facts.key.byteLength).toBe(deep.length)
  const report = await collectStats(lab.session.reader(), testSystem, {
    ...walk,
    namespaces,
    mode: 'exact',
    onProgress: () => undefined,
    sampleSize: null,
  })
  expect(JSON.stringify(report).length).toBeLessThan(mebibyte)
  tellFigure(context, `first 200 of 200,001 siblings in ${ms} ms`)
})
notRun(
  'B13',
  'a tree cut at 64 levels: every key of this cache is namespace:family:leaf, so the tree has two levels, and what lies below is the list',
)

describe('B25: collections of millions', () => {
  const million = 1_000_000
  const shapes = [
    { type: 'hash', length: million, add: "'HSET', KEYS[1], 'f' .. i, i" },
    { type: 'list', length: 5 * million, add: "'RPUSH', KEYS[1], i" },
    { type: 'set', length: million, add: "'SADD', KEYS[1], 'm' .. i" },
    { type: 'zset', length: million, add: "'ZADD', KEYS[1], i, 'm' .. i" },
    { type: 'stream', length: million, add: "'XADD', KEYS[1], i .. '-0', 'f', i" },
  ] as const
  const bounded = new Set(['hscan', 'sscan', 'zscan', 'lrange', 'xrange'])
  const facts = new Set(['type', 'pttl', 'memory', 'object', 'hlen', 'llen', 'scard', 'zcard', 'xlen', 'client'])

  test.for(shapes)('B25: $type of $length elements', async ({ type, length, add }, context) => {
    for (let from = 1; from <= length; from += 100_000) {
      await client.eval(`for i = ${from}, ${from + 99_999} do redis.call(${add}) end`, 1, 'big')
    }
    const rss = process.memoryUsage().rss
    let ms = 0
    const commands = await commandsDuring(redis, async () => {
      const opened = await timed(() => lab.keys.open(refOf('big')))
      ms = opened.ms
      const { facts: known, value } = present(opened.done)
      expect(known).toMatchObject({ type, length })
      if (value.kind !== 'rows') throw new Error('no rows')
      expect(value.first.rows).toHaveLength(200)
      let { next } = value.first
      for (let page = 0; page < 40 && next !== null; page++) {
        const more = await lab.keys.rows(refOf('big'), type, next)
        if ('changed' in more) throw new Error('changed')
        expect(more.rows.length).toBeLessThanOrEqual(200)
        next = more.next
      }
    })
    const grown = Math.round((process.memoryUsage().rss - rss) / mebibyte)
    expect(ms).toBeLessThanOrEqual(1_000)
    expect(grown).toBeLessThanOrEqual(100)
    expect(commands.map(([name = '']) => name).filter((name) => !bounded.has(name) && !facts.has(name))).toEqual([])
    const ranges = commands.filter(([name]) => name === 'lrange').map(([, , from, to]) => Number(to) - Number(from))
    for (const range of ranges) expect(range).toBeLessThanOrEqual(200)
    tellFigure(context, `${type} of ${length}: first 200 in ${ms} ms, RSS + ${grown} MiB`)
  })
})
