import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LiveFeed } from '../../../shared/contract/live.ts'
import { countsOf, liveConsole, switchOn, walkedCounts } from '../../integration/live/live-laboratory.ts'
import { tellFigure } from '../../support/battery.ts'
import { startCommandLoad } from '../../support/command-load.ts'
import { startRedis } from '../../support/redis-server.ts'

const secondsOfLoad = 60
const mebibyte = 2 ** 20

test('R50: 20,000 commands a second for a minute are counted one by one, and told at most four times a second', async (context) => {
  const redis = await startRedis({ args: ['--notify-keyspace-events', 'Egxen'] })
  onTestFinished(() => redis.stop())
  const { core, statuses } = await liveConsole(redis)
  await switchOn(core)
  await expect.poll(() => core.live.status().phase, { timeout: 30_000 }).toBe('live')

  const load = startCommandLoad(redis.port, 20_000)
  const heap: number[] = []
  const toldBefore = statuses().length
  const checks = new Set<number | null>()
  for (let second = 0; second < secondsOfLoad; second++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    heap.push(process.memoryUsage().heapUsed)
    checks.add(core.live.status().checkedAt)
  }
  const { commands, perSecond } = await load.stop()
  const told = statuses().length - toldBefore
  const size = async () => Number(await redis.cli('dbsize'))
  await expect.poll(async () => (core.live.status().keys ?? 0) - (await size()), { timeout: 30_000 }).toBe(0)
  expect(countsOf(core.live.status())).toEqual(await walkedCounts(core))
  expect(statuses().filter(({ reason }) => reason !== null)).toEqual([])
  expect(told).toBeLessThanOrEqual(4.5 * secondsOfLoad)
  const high = Math.max(...heap.slice(30)) / mebibyte
  const text = `${commands} commands at ${Math.round(perSecond)}/s, ${checks.size} checks equal to DBSIZE, ${told} messages`
  tellFigure(context, `${text}, heap at most ${Math.round(high)} MiB in the second half`)
})

test('R51: a console that hangs while 40 MB of events come is dropped at 32 MiB; it says so, and counts anew', async (context) => {
  const args = ['--notify-keyspace-events', 'Egxen', '--logfile', 'server.log']
  const redis = await startRedis({ args })
  onTestFinished(() => redis.stop())
  const { core, statuses } = await liveConsole(redis)
  await switchOn(core)
  await expect.poll(() => core.live.status().phase, { timeout: 30_000 }).toBe('live')

  const churn = `local pad = string.rep('n', 1000)
    for i = 1, 20000 do redis.call('SET', 'pncp:search_v2:' .. pad .. i, '') redis.call('DEL', 'pncp:search_v2:' .. pad .. i) end
    for i = 1, 7 do redis.call('SET', 'govbr:search_v2:' .. i, '') end`
  const hungAt = Date.now()
  // Nothing of this process runs until the other one has ended: its sockets are not read.
  execFileSync('redis-cli', ['-p', String(redis.port), 'eval', churn, '0'])
  const hungMs = Date.now() - hungAt
  await expect.poll(() => statuses().some(({ phase }) => phase === 'failed'), { timeout: 30_000 }).toBe(true)
  await expect.poll(() => core.live.status().phase, { timeout: 30_000 }).toBe('live')
  expect(await readFile(join(redis.folder, 'server.log'), 'utf8')).toMatch(/overcoming of output buffer limits/)
  expect(statuses().find(({ phase }) => phase === 'failed')).toMatchObject({ reason: 'events_lost', since: null })
  expect(core.live.status().keys).toBe(7)
  expect(countsOf(core.live.status())).toEqual(await walkedCounts(core))
  const { gaps } = LiveFeed.parse(core.live.feed(null, 10))
  expect(gaps).toHaveLength(1)
  const gapMs = (gaps[0]?.to ?? Number.NaN) - (gaps[0]?.from ?? Number.NaN)
  expect(gapMs).toBeGreaterThanOrEqual(0)
  tellFigure(context, `hung ${hungMs} ms, dropped once, a gap of ${gapMs} ms, then exact again`)
})
