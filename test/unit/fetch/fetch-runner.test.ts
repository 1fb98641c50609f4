import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/app-error.ts'
import { FetchRun } from '../../../shared/contract/fetch.ts'
import { addDays } from '../../../shared/time/cache-day.ts'
import { createRig, page, pagesOf, settle, stuckAfter, today } from './fetch-rig.ts'

const failed = new AppError('provider_failed', 'HTTP 500', { retryable: true })
const start = (providers: string[], dryRun = false) => ({ providers, day: today, dryRun })
const yesterday = addDays(today, -1)

describe('a run', () => {
  test('stores one payload per provider under its day, as the Python readers expect it', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([2, 0, 1]), govbr: pagesOf([1]) } })
    const run = await runner.waitFor((await runner.start(start(['pncp', 'govbr']))).runId)
    expect(run.lanes.map((lane) => [lane.provider, lane.outcome, lane.key, lane.items, lane.pages])).toEqual([
      ['pncp', 'stored', 'pncp:daily_fetch:2026-09-22', 3, 'ddd'],
      ['govbr', 'stored', 'govbr:daily_fetch:2026-09-22', 1, 'd'],
    ])
    const text = store.values.get(`pncp ${today}`)?.text ?? ''
    expect(run.lanes[0]?.payloadBytes).toBe(text.length)
    expect(text).toMatch(
      /^\{"provider": "pncp", "fetch_date": "2026-09-22T06:00:00.005000", "total_opportunities": 3, "data": \[\{/,
    )
    const { data } = JSON.parse(text) as { data: { external_id: string }[] }
    expect(data.map((one) => one.external_id)).toEqual(['1-0', '1-1', '3-0'])
    expect(text).toContain('Aquisi\\u00e7\\u00e3o')
    expect(store.locks.size).toBe(0)
  })

  test('that fails for one provider stores the others, and the failure is no zero', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([], failed), govbr: pagesOf([4]) } })
    const run = await runner.waitFor((await runner.start(start(['pncp', 'govbr']))).runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'failed', reason: null, key: null, pages: 'f' })
    expect(run.lanes[0]?.failure).toMatchObject({ code: 'provider_failed' })
    expect(run.lanes[0]?.pageFailure).toMatchObject({ page: 1, bodySample: '<html>' })
    expect(run.lanes[1]?.outcome).toBe('stored')
    expect([...store.values.keys()]).toEqual([`govbr ${today}`])
    expect(store.locks.size).toBe(0)
  })

  test('holds what every message promises, from the first to the last', async () => {
    const { runner, published } = createRig({ scripts: { pncp: pagesOf([1]), govbr: pagesOf([], failed) } })
    const first = await runner.start(start(['pncp', 'govbr']))
    await runner.waitFor(first.runId)
    for (const run of [first, ...published]) expect(FetchRun.parse(run)).toEqual(run)
    expect(first.endedAt).toBeNull()
    expect(published.filter((run) => run.endedAt !== null)).toHaveLength(1)
    expect(published.at(-1)?.lanes.every((lane) => lane.state === 'ended')).toBe(true)
  })

  test('is published at most four times a second, its end at once', async () => {
    const { runner, published, time } = createRig({ scripts: { pncp: pagesOf(Array.from({ length: 50 }, () => 1)) } })
    await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(published.length).toBeLessThanOrEqual(2)
    const { length } = published
    await time.advance(10_000)
    expect(published).toHaveLength(length)
  })

  test('is recorded when it begins and when it ends, and journaled once', async () => {
    const { runner, log, journal } = createRig({ scripts: { pncp: pagesOf([2]) } })
    const { runId } = await runner.start(start(['pncp']))
    await runner.waitFor(runId)
    expect(log.map((run) => [run.runId, run.endedAt === null])).toEqual([
      [runId, true],
      [runId, false],
    ])
    expect(journal).toHaveLength(1)
    expect(journal[0]).toMatchObject({
      what: 'fetch.end',
      who: 'maria@ops',
      details: { day: today, pncp: 'stored, 2' },
    })
  })

  test('R48: names its zone, and its payload carries the local time of that zone', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([2]) }, dayZone: 'Asia/Tokyo' })
    const run = await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(run.zone).toBe('Asia/Tokyo')
    expect(store.values.get(`pncp ${today}`)?.text).toContain('"fetch_date": "2026-09-22T18:00:00.005000"')
  })

  test('of the demo workspace is no entry of the journal', async () => {
    const { runner, journal } = createRig({ scripts: { pncp: pagesOf([2]) }, kind: 'demo' })
    await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(journal).toEqual([])
  })

  test('can be waited for after it has ended; one nobody knows cannot', async () => {
    const { runner } = createRig({ scripts: { pncp: pagesOf([2]) } })
    const { runId } = await runner.start(start(['pncp']))
    await runner.waitFor(runId)
    await settle()
    expect((await runner.waitFor(runId)).lanes[0]?.outcome).toBe('stored')
    await expect(runner.waitFor('nobody')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what is refused before any provider is asked', () => {
  test('a read-only connection', async () => {
    const { runner, asked, log } = createRig({ scripts: { pncp: pagesOf([1]) }, readOnly: true })
    await expect(runner.start(start(['pncp']))).rejects.toMatchObject({ code: 'read_only' })
    expect([asked, log]).toEqual([[], []])
  })

  test('a name that is no provider', async () => {
    const { runner, asked } = createRig({ scripts: { pncp: pagesOf([1]) } })
    await expect(runner.start(start(['pncp', '*']))).rejects.toMatchObject({ code: 'unknown_namespace' })
    expect(asked).toEqual([])
  })

  test('a namespace that is being removed', async () => {
    const { runner, asked } = createRig({
      scripts: { pncp: pagesOf([1]) },
      operation: { kind: 'invalidation', subject: 'pncp' },
    })
    await expect(runner.start(start(['pncp']))).rejects.toMatchObject({ code: 'busy' })
    expect(asked).toEqual([])
  })

  test('what cannot be recorded', async () => {
    const recordError = new AppError('disk_full', 'no space left')
    const { runner, asked } = createRig({ scripts: { pncp: pagesOf([1]) }, recordError })
    await expect(runner.start(start(['pncp']))).rejects.toMatchObject({ code: 'disk_full' })
    expect([asked, runner.active()]).toEqual([[], []])
  })

  test('a provider that is switched off, or fetched by another console', async () => {
    const { runner, asked, store } = createRig({
      scripts: { pncp: pagesOf([1]), govbr: pagesOf([1]) },
      disabled: ['govbr'],
    })
    store.locks.set(`pncp ${today}`, { by: 'joao@other', since: 5 })
    const run = await runner.waitFor((await runner.start(start(['pncp', 'govbr']))).runId)
    expect(run.lanes[0]).toMatchObject({
      outcome: 'skipped',
      reason: 'locked',
      failure: { params: { by: 'joao@other' } },
    })
    expect(run.lanes[1]).toMatchObject({ outcome: 'skipped', reason: 'disabled', failure: null })
    expect(asked).toEqual(['pncp'])
    expect(store.locks.size).toBe(1)
  })

  test('an address that is refused ends its lane as failed', async () => {
    const openError = new AppError('provider_url_refused', 'refused')
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([1]) }, openError })
    const run = await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'failed', failure: { code: 'provider_url_refused' } })
    expect(store.locks.size).toBe(0)
  })
})

describe('the old value is kept', () => {
  test('R40: where nothing came and something was there, today or the day before', async () => {
    for (const day of [today, yesterday]) {
      const { runner, store } = createRig({ scripts: { pncp: pagesOf([0]) } })
      store.put('pncp', day, 10)
      const run = await runner.waitFor((await runner.start(start(['pncp']))).runId)
      expect(run.lanes[0]).toMatchObject({ outcome: 'kept_old', reason: 'empty', key: null })
      expect(run.lanes[0]?.comparison).toMatchObject({ oldItems: 10, newItems: 0, oldBytes: 100 })
      expect([...store.values.values()].map((value) => value.text)).toEqual(['old'])
    }
  })

  test('where less than half of it came; the new one is set aside', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([4]) } })
    store.put('pncp', today, 10)
    const run = await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'kept_old', reason: 'shrunk', failure: null })
    expect(run.lanes[0]?.aside).toBe(`pcc:aside:{pncp:daily_fetch:${today}}`)
    expect([...store.aside.values()][0]).toContain('"total_opportunities": 4')
    expect(store.values.get(`pncp ${today}`)?.text).toBe('old')
  })

  test('where a page is missing; what came is set aside', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([20, 20], failed) } })
    store.put('pncp', today, 10)
    const run = await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'kept_old', reason: 'incomplete', pages: 'ddf', items: 40 })
    expect(run.lanes[0]?.failure?.code).toBe('provider_failed')
    expect(store.aside.size).toBe(1)
    expect(store.values.get(`pncp ${today}`)?.text).toBe('old')
  })

  test('where there is none, the same is a failure', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([20], failed) } })
    const run = await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'failed', reason: 'incomplete' })
    expect(store.values.size).toBe(0)
  })

  test('B37: where too many records do not fit; one in a hundred may', async () => {
    const rejected = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `${n}`, reason: 'field x' }))
    const script = (items: number, bad: number) =>
      async function* () {
        yield page(1, items, { rejected: rejected(bad) })
      }
    const { runner, store } = createRig({ scripts: { many: script(97, 3), few: script(297, 3), only: script(0, 1) } })
    const run = await runner.waitFor((await runner.start(start(['many', 'few', 'only']))).runId)
    expect(run.lanes.map((lane) => lane.outcome)).toEqual(['failed', 'stored', 'failed'])
    expect(run.lanes[0]?.failure?.code).toBe('provider_schema_changed')
    expect(run.lanes[0]?.warnings).toContain('rejected 0: field x')
    expect(store.values.has(`many ${today}`)).toBe(false)
  })

  test('half of it or more is stored, and so is nothing where nothing was', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([5]), govbr: pagesOf([0]) } })
    store.put('pncp', today, 10)
    const run = await runner.waitFor((await runner.start(start(['pncp', 'govbr']))).runId)
    expect(run.lanes.map((lane) => lane.outcome)).toEqual(['stored', 'stored'])
    expect((await store.read('govbr', today))?.items).toBe(0)
  })
})

describe('a dry run', () => {
  test('compares, stores nothing, takes no lock, and is allowed on a read-only connection', async () => {
    const { runner, store, journal } = createRig({ scripts: { pncp: pagesOf([4]) }, readOnly: true })
    store.put('pncp', today, 10)
    store.locks.set(`pncp ${today}`, { by: 'joao@other', since: 5 })
    const run = await runner.waitFor((await runner.start(start(['pncp'], true))).runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'compared', reason: 'shrunk', key: null })
    expect(run.lanes[0]?.comparison).toMatchObject({ oldItems: 10, newItems: 4 })
    expect([store.values.size, store.aside.size, store.locks.size]).toEqual([1, 0, 1])
    expect(journal).toEqual([])
  })
})

describe('cancelling', () => {
  test('R43: ends one lane, frees its lock, and leaves the others', async () => {
    const { runner, store } = createRig({ scripts: { pncp: stuckAfter(3), govbr: pagesOf([1]) } })
    const { runId } = await runner.start(start(['pncp', 'govbr']))
    await settle()
    runner.cancel(runId, 'pncp')
    const run = await runner.waitFor(runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'cancelled', failure: null, pages: 'd', items: 3, key: null })
    expect(run.lanes[1]?.outcome).toBe('stored')
    expect(store.locks.size).toBe(0)
    expect([...store.values.keys()]).toEqual([`govbr ${today}`])
    expect(store.aside.size).toBe(0)
  })

  test('right after the start stores nothing', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([1]) } })
    const { runId } = await runner.start(start(['pncp']))
    runner.cancel(runId, null)
    expect((await runner.waitFor(runId)).lanes[0]?.outcome).toBe('cancelled')
    expect([store.values.size, store.locks.size]).toEqual([0, 0])
  })

  test('of a run that is over, or of none, does nothing', async () => {
    const { runner } = createRig({ scripts: { pncp: pagesOf([1]) } })
    const { runId } = await runner.start(start(['pncp']))
    await runner.waitFor(runId)
    runner.cancel(runId, null)
    runner.cancel('nobody', null)
    expect((await runner.waitFor(runId)).lanes[0]?.outcome).toBe('stored')
  })

  test('a run is known from the moment it is asked for, while it is still being recorded', async () => {
    const { runner } = createRig({ scripts: { pncp: pagesOf([1]) } })
    const started = runner.start(start(['pncp']))
    expect(runner.active().map(({ lanes }) => lanes[0]?.provider)).toEqual(['pncp'])
    await runner.waitFor((await started).runId)
    expect(runner.active()).toEqual([])
  })

  test('closing the console cancels what runs and waits for it', async () => {
    const { runner, store } = createRig({ scripts: { pncp: stuckAfter(3) } })
    await runner.start(start(['pncp']))
    await settle()
    expect(runner.active()).toHaveLength(1)
    await runner.close()
    expect(runner.active()).toEqual([])
    expect((await runner.runs(5))[0]?.lanes[0]?.outcome).toBe('cancelled')
    expect(store.locks.size).toBe(0)
  })
})

describe('the lock', () => {
  test('is renewed while the lane runs', async () => {
    const { runner, store, time } = createRig({ scripts: { pncp: stuckAfter(3) } })
    const { runId } = await runner.start(start(['pncp']))
    await settle()
    await time.advance(15_000)
    await time.advance(15_000)
    expect(store.renewals).toBe(2)
    runner.cancel(runId, null)
    await runner.waitFor(runId)
    await time.advance(15_000)
    expect(store.renewals).toBe(2)
  })

  test('lost on the way ends the walk and stores nothing', async () => {
    const { runner, store, time } = createRig({ scripts: { pncp: stuckAfter(3) } })
    store.put('pncp', today, 1)
    const { runId } = await runner.start(start(['pncp']))
    await settle()
    store.stolen = true
    await time.advance(15_000)
    expect((await runner.waitFor(runId)).lanes[0]).toMatchObject({ outcome: 'kept_old', reason: 'lock_lost' })
    expect(store.values.get(`pncp ${today}`)?.text).toBe('old')
  })

  test('R38: lost at the commit stores nothing', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([3]) } })
    store.stolen = true
    const run = await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'failed', reason: 'lock_lost', failure: { code: 'busy' } })
    expect(store.values.size).toBe(0)
  })

  test('R42: a commit whose outcome nobody knows is a failure that says so', async () => {
    const { runner, store } = createRig({ scripts: { pncp: pagesOf([3]) } })
    store.commitError = new AppError('unknown_outcome', 'cut')
    const run = await runner.waitFor((await runner.start(start(['pncp']))).runId)
    expect(run.lanes[0]).toMatchObject({ outcome: 'failed', key: null, failure: { code: 'unknown_outcome' } })
    expect(store.locks.size).toBe(0)
  })
})

describe('what the provider tells on the way', () => {
  test('shows in the lane: waits, totals, retries, the page that failed', async () => {
    const { runner, published, time } = createRig({
      scripts: {
        async *pncp({ onSignal }) {
          onSignal({ kind: 'asking', page: 1, walk: '6 Pregão' })
          onSignal({ kind: 'total', pages: 12 })
          onSignal({
            kind: 'attempt_failed',
            page: 1,
            at: 1,
            elapsedMs: 2,
            waitMs: 5_000,
            error: failed,
            bodySample: null,
          })
          onSignal({ kind: 'waiting', until: 1_234 })
          await time.sleep(5_000)
          onSignal({ kind: 'asking', page: 1, walk: '6 Pregão' })
          onSignal({ kind: 'answered', page: 1, attempts: 2 })
          yield page(1, 2, { repeated: 1, warnings: ['openings until 2026-12-01'] })
        },
      },
    })
    const { runId } = await runner.start(start(['pncp']))
    await settle()
    await time.advance(250)
    const waiting = published.at(-1)?.lanes[0]
    expect(waiting).toMatchObject({
      state: 'waiting',
      waitingUntil: 1_234,
      pagesTotal: 12,
      walk: '6 Pregão',
      pages: 'a',
    })
    expect(waiting?.pageFailure?.attempts).toMatchObject([{ waitMs: 5_000, failure: { code: 'provider_failed' } }])
    await time.advance(5_000)
    const [lane] = (await runner.waitFor(runId)).lanes
    expect(lane).toMatchObject({ pages: 'r', attempts: 2, repeated: 1, pageFailure: null, waitingUntil: null })
    expect(lane?.warnings).toEqual(['openings until 2026-12-01'])
  })
})

describe('the history', () => {
  test('shows running runs first, as they stand now', async () => {
    const { runner } = createRig({ scripts: { pncp: stuckAfter(3), govbr: pagesOf([1]) } })
    await runner.waitFor((await runner.start(start(['govbr']))).runId)
    const { runId } = await runner.start(start(['pncp']))
    await settle()
    const runs = await runner.runs(10)
    expect(runs.map((run) => run.endedAt === null)).toEqual([true, false])
    expect(runs[0]).toMatchObject({ runId, lanes: [{ items: 3 }] })
    expect(await runner.runs(1)).toHaveLength(1)
    await runner.close()
  })

  test('R47: a run that a killed console left open is interrupted, its finished lanes stay', async () => {
    const { runner, log } = createRig({ scripts: { pncp: pagesOf([1]), govbr: pagesOf([], failed) } })
    const { runId } = await runner.start(start(['pncp', 'govbr']))
    const done = await runner.waitFor(runId)
    const [stored, open] = done.lanes
    if (!stored || !open) throw new TypeError('two lanes were asked for')
    log.push({ ...done, runId: 'killed', endedAt: null, lanes: [stored, { ...open, state: 'running', outcome: null }] })
    await runner.recoverInterrupted()
    const killed = (await runner.runs(5)).find((run) => run.runId === 'killed')
    expect(killed?.lanes.map((lane) => lane.outcome)).toEqual(['stored', 'interrupted'])
    expect(killed?.endedAt).not.toBeNull()
    expect(log.filter((run) => run.runId === runId)).toHaveLength(2)
  })
})
