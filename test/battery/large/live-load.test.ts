import { expect, onTestFinished, test } from 'vitest'
import { countsOf, liveConsole, switchOn, walkedCounts } from '../../integration/live/live-laboratory.ts'
import { notRun, tellFigure } from '../../support/battery.ts'
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

notRun('R51', 'a subscriber stalled until the 32 MiB output limit; the server dropping it is run instead')
