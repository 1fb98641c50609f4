import { expect, onTestFinished, test } from 'vitest'
import { collectStats } from '../../electron/core/stats/collect-stats.ts'
import { tellFigure } from '../support/battery.ts'
import { startRedis } from '../support/redis-server.ts'
import { namespaces, openSession, testSystem, walk } from '../support/test-session.ts'

const keys = 3_000
const sampleSize = 300
const samples = 100

/** One value in five is packed and much larger, as the programs store them; sizes spread over a factor of fifty. */
const fill = `
  math.randomseed(20261125)
  for i = 1, ${keys} do
    local packed = i % 5 == 0
    local size = math.floor((packed and 4000 or 300) * math.exp(2 * math.random()))
    redis.call('SET', 'pncp:search_v2:' .. i .. (packed and ':gz' or ''), string.rep('x', size))
  end`

test('R54: the interval of a sample holds the true bytes; the sample is not the beginning of a scan', async (context) => {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  await redis.cli('eval', fill, '0')
  const session = await openSession(redis)
  onTestFinished(() => session.close())
  const request = { namespaces, pace: 'fast', signal: walk.signal, onProgress: () => undefined, sampleSize } as const
  const reader = session.reader()
  const truth = (await collectStats(reader, testSystem, { ...request, mode: 'exact' })).bytes ?? 0

  let held = 0
  for (let sample = 0; sample < samples; sample++) {
    const report = await collectStats(reader, testSystem, { ...request, mode: 'sample' })
    const family = report.namespaces[0]?.families.find((row) => row.family === 'search_v2')
    const { bytes = null, bytesError = null } = family ?? {}
    expect(report).toMatchObject({ exact: false, keys, measured: 2 * sampleSize })
    if (bytes !== null && bytesError !== null && Math.abs(bytes - truth) <= bytes * bytesError) held++
  }
  // A 95 % interval holds in 95 of 100 on average; below 88 of 100 chance alone falls once in 500 runs.
  expect(held).toBeGreaterThanOrEqual(88)

  const counting = reader.count(namespaces, sampleSize, walk)
  let step = await counting.next()
  while (step.done !== true) step = await counting.next()
  const chosen = step.value.flatMap((kind) => kind.chosen.map((key) => Buffer.from(key).toString('latin1')))
  const first: string[] = []
  for await (const names of reader.names(walk)) first.push(...names.map((key) => Buffer.from(key).toString('latin1')))
  const beginning = new Set(first.slice(0, chosen.length))
  const shared = chosen.filter((key) => beginning.has(key)).length / chosen.length
  expect(shared).toBeLessThan(0.4) // a fifth of all keys was chosen: so much is chance
  tellFigure(context, `${held} of ${samples} samples of ${sampleSize} a stratum hold the truth`)
})
