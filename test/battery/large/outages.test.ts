import { expect, onTestFinished, test } from 'vitest'
import { tellFigure } from '../../support/battery.ts'
import { removeThroughAnOutage, seedPaddedPncp, writesSeen } from '../../support/outage.ts'
import { startRedis, type TestRedisOptions } from '../../support/redis-server.ts'

const watchedMs = 60_000

async function start(options: TestRedisOptions) {
  const redis = await startRedis(options)
  onTestFinished(() => redis.stop())
  return redis
}

test('R12: nothing is written in the minute after the server is back, with its data or without', async (context) => {
  const options = { args: ['--appendonly', 'yes', '--appendfsync', 'always'] }
  const returns = [true, false].map(async (withData) => {
    const redis = await start(withData ? options : {})
    await seedPaddedPncp(redis.port, 16_000)
    return removeThroughAnOutage(redis, () =>
      start(withData ? { ...options, port: redis.port, folder: redis.folder } : { port: redis.port }),
    )
  })
  const outages = await Promise.all(returns)
  await new Promise((resolve) => setTimeout(resolve, watchedMs))
  for (const { client, ended, stoppedMs } of outages) {
    expect(ended.ended).toBe('failed')
    expect(stoppedMs).toBeLessThanOrEqual(6_000)
    expect(await writesSeen(client)).toEqual([])
  }
  const stopped = Math.max(...outages.map(({ stoppedMs }) => stoppedMs))
  tellFigure(context, `stopped within ${stopped} ms of the kill, 0 writes in ${watchedMs / 1_000} s after the return`)
})
