import { afterAll, describe, expect, onTestFinished, type TestContext, test } from 'vitest'
import { collectStats } from '../../../electron/core/stats/collect-stats.ts'
import { createPncp } from '../../../electron/providers/pncp.ts'
import { openLaboratory, whole } from '../../integration/invalidation/laboratory.ts'
import { notRun, tellFigure } from '../../support/battery.ts'
import { openFetchConsole, today } from '../../support/fetch-console.ts'
import { all, literal, openKeys, present } from '../../support/key-laboratory.ts'
import { pncpWalk } from '../../support/pncp-pages.ts'
import { startProviderServer } from '../../support/provider-server.ts'
import { startRedis } from '../../support/redis-server.ts'
import { openSlowLine, type SlowLine } from '../../support/slow-line.ts'
import { namespaces, testSystem, walk } from '../../support/test-session.ts'
import { quickLimits } from '../../support/walk-provider.ts'

const keys = 1_500
const valueBytes = 400
const never = new AbortController().signal

const line = await openSlowLine({ roundTripMs: 300, lostPackets: 20, bytesPerSecond: 64 * 1_024 })
afterAll(() => line?.remove())
if (line === null) notRun('R34', 'a slow line needs root, network namespaces, TUN devices and gcc')
notRun(
  'R34',
  'a move every 2 s without exception: packets lost again, or one command with much to carry (the commit of a fetch), take longer',
)

type Moved = (state: unknown) => void

/** Steps with how long each took, and how long nothing moved in what it reports. */
function createSteps(context: Pick<TestContext, 'task'>) {
  const told: string[] = []
  const still: number[] = []
  return {
    /** How long nothing moved, one by one. */
    still: still as readonly number[],
    async take<T>(name: string, act: (moved: Moved) => Promise<T>): Promise<T> {
      const startedAt = performance.now()
      let last = startedAt
      let seen = ''
      const own: number[] = []
      const rest = () => {
        own.push(performance.now() - last)
        last = performance.now()
      }
      const done = await act((state) => {
        if (JSON.stringify(state) === seen) return
        seen = JSON.stringify(state)
        rest()
      })
      rest()
      still.push(...own)
      told.push(`${name} ${seconds(performance.now() - startedAt)} (still ${seconds(Math.max(...own))})`)
      tellFigure(context, told.join(', '))
      return done
    },
  }
}

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

describe.runIf(line)('R34: a line of 300 ms that loses 2 % and carries 64 KB a second', () => {
  const { far } = line as SlowLine // else nothing here is run

  async function start() {
    const redis = await startRedis({ network: far })
    onTestFinished(() => redis.stop())
    const set = `redis.call('SET', 'pncp:search_v2:' .. i, string.rep('x', ${valueBytes}), 'EX', 80000)`
    await redis.cli('eval', `for i = 1, ${keys} do ${set} end`, '0')
    return redis
  }

  test('R34: connect, first pass, preview, removal and undo come to their end, and the line is never taken for a lost one', async (context) => {
    const redis = await start()
    const steps = createSteps(context)
    const lab = await steps.take('connect', () => openLaboratory(redis))
    const events: unknown[] = []
    lab.session.onLink((event) => events.push(event))
    const options = { ...walk, namespaces, mode: 'exact', sampleSize: null } as const
    const report = await steps.take('pass', (onProgress) =>
      collectStats(lab.session.reader(), testSystem, { ...options, onProgress }),
    )
    expect(report.complete).toBe(true)
    const { token } = await steps.take('preview', (moved) => lab.invalidation.preview(whole('pncp'), never, moved))
    const result = await steps.take('removal', (moved) =>
      lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: false }, ({ books }) => moved(books)),
    )
    expect(result).toMatchObject({ deleted: keys, ended: 'done' })
    const bundle = result.bundle ?? ''
    const outlook = await steps.take('undo preview', (moved) => lab.undo.preview(bundle, never, moved))
    expect(outlook).toMatchObject({ restorable: keys })
    const undone = await steps.take('undo', (moved) =>
      lab.undo.run({ bundle, retarget: null }, ({ books }) => moved(books)),
    )
    expect(undone).toMatchObject({ restored: keys, ended: 'done' })
    expect(events).toEqual([])
    // A packet that is lost twice holds such a line for some seconds by itself; as a rule it moves every two.
    const inOrder = [...steps.still].sort((a, b) => a - b)
    expect(inOrder[Math.floor(inOrder.length * 0.9)]).toBeLessThan(3_000)
    expect(inOrder.at(-1)).toBeLessThan(10_000)
  })

  test('R34: a list, an opened key and a fetch with its commit', async (context) => {
    const redis = await start()
    const steps = createSteps(context)
    const lab = await steps.take('connect', () => openKeys(redis))
    onTestFinished(() => lab.close())
    const events: unknown[] = []
    lab.session.onLink((event) => events.push(event))
    const page = await steps.take('list', () => lab.keys.list(all, literal('search_v2')))
    const index = page.rows[0]?.index ?? -1
    const opened = await steps.take('open', () => lab.keys.open({ listing: page.listing, index }))
    expect(present(opened).value).toMatchObject({ kind: 'string' })
    const server = await startProviderServer(pncpWalk(6))
    onTestFinished(() => server.close())
    const urls = { pncp: server.url }
    const fetching = await openFetchConsole(redis, [createPncp(quickLimits)], urls, { modalities: ['6'] })
    onTestFinished(() => fetching.close())
    const lane = await steps.take('fetch', () => fetching.fetch())
    expect(lane).toMatchObject({ outcome: 'stored', items: 300 })
    expect(Number(await redis.cli('strlen', `pncp:daily_fetch:${today}`))).toBe(lane.payloadBytes)
    expect(events).toEqual([])
  })
})
