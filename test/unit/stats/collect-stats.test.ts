import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/app-error.ts'
import type { AggregateCell, AggregateStep, KeyspaceReader } from '../../../electron/core/ports/keyspace.ts'
import type { System } from '../../../electron/core/ports/system.ts'
import { collectStats } from '../../../electron/core/stats/collect-stats.ts'
import { StatsReport } from '../../../shared/contract/stats.ts'

const whole = { complete: true, primaries: 1, primariesReached: 1, slotsCovered: null }

const cell = (change: Partial<AggregateCell>): AggregateCell => ({
  namespace: 'pncp',
  family: 'search_v2',
  keys: 1,
  bytes: 100,
  measured: 1,
  ttl: [1, 0, 0, 0, 0, 0, 0],
  noTtl: 0,
  unmeasured: 0,
  types: { string: 1 },
  ...change,
})

function readerOf(steps: readonly (AggregateStep | Error)[], change: Partial<KeyspaceReader> = {}): KeyspaceReader {
  const unused = () => {
    throw new Error('not asked for')
  }
  return {
    size: async () => 10,
    coverage: async () => whole,
    canAggregate: async () => true,
    async *aggregate() {
      for (const step of steps) {
        if (step instanceof Error) throw step
        yield step
      }
    },
    count: unused,
    names: unused,
    list: unused,
    measure: unused,
    probe: unused,
    locate: unused,
    now: unused,
    readRange: unused,
    copy: unused,
    ...change,
  }
}

/** A clock that moves 100 ms whenever it is read. */
function steppingSystem(): System {
  let now = 1_000
  return {
    clock: () => {
      now += 100
      return now
    },
    sleep: async () => undefined,
    randomHex: (count) => 'ab'.repeat(count),
    collectGarbage: () => undefined,
    sha256: () => ({ update: () => undefined, hex: () => '' }),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    operator: 'ana@mesa',
  }
}

function request(change: { signal?: AbortSignal; onProgress?: (report: StatsReport) => void } = {}) {
  return {
    namespaces: ['pncp', 'unified'],
    mode: 'exact' as const,
    pace: 'fast' as const,
    sampleSize: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...change,
  }
}

const step = (...cells: AggregateCell[]): AggregateStep => ({ cells, biggest: [] })

describe('a report', () => {
  test('shows every registered family in table order, zero included, and `other` only where there is some', async () => {
    const reader = readerOf([step(cell({ namespace: 'unified', family: 'other' }), cell({}))])
    const report = StatsReport.parse(await collectStats(reader, steppingSystem(), request()))
    expect(report.namespaces.map((row) => [row.namespace, ...row.families.map((family) => family.family)])).toEqual([
      ['pncp', 'search_v2', 'daily_fetch', 'embeddings'],
      ['unified', 'search_combined', 'deduplication', 'synonyms', 'other'],
    ])
    expect(report.namespaces[0]?.families[1]).toMatchObject({ keys: 0, bytes: 0 })
  })

  test('adds increments up', async () => {
    const reader = readerOf([
      step(cell({ keys: 2, bytes: 10, measured: 2, types: { hash: 2 }, noTtl: 1 })),
      step(cell({})),
    ])
    const report = await collectStats(reader, steppingSystem(), request())
    expect(report.namespaces[0]?.families[0]).toMatchObject({
      keys: 3,
      bytes: 110,
      ttl: [2, 0, 0, 0, 0, 0, 0],
      noTtl: 1,
      types: { string: 1, hash: 2 },
    })
    expect(report).toMatchObject({ exact: true, measured: 3, keys: 3, bytes: 110, expectedKeys: 10 })
  })

  test('of a family nobody may weigh is unknown, and so is the sum', async () => {
    const dark = cell({ keys: 4, bytes: 0, measured: 0, unmeasured: 4, ttl: [0, 0, 0, 0, 0, 0, 0], types: {} })
    const report = await collectStats(readerOf([step(dark)]), steppingSystem(), request())
    expect(report.namespaces[0]).toMatchObject({ keys: 4, bytes: null })
    expect(report).toMatchObject({ exact: false, bytes: null })
  })

  test('lists the twenty biggest keys, each once', async () => {
    const biggest = Array.from({ length: 30 }, (_, index) => ({
      key: Buffer.from(`pncp:search_v2:${index}`),
      bytes: index,
    }))
    const reader = readerOf([
      { cells: [cell({})], biggest },
      { cells: [cell({})], biggest: biggest.slice(25) },
    ])
    const report = await collectStats(reader, steppingSystem(), request())
    expect(report.biggest.map((row) => row.bytes)).toEqual(Array.from({ length: 20 }, (_, index) => 29 - index))
  })
})

describe('a pass', () => {
  test('tells how far it is at most four times a second, and never calls a part complete', async () => {
    const told: StatsReport[] = []
    const steps = Array.from({ length: 20 }, () => step(cell({})))
    const report = await collectStats(
      readerOf(steps),
      steppingSystem(),
      request({ onProgress: (part) => told.push(part) }),
    )
    expect(told.length).toBeGreaterThan(2)
    expect(told.length).toBeLessThan(12)
    expect(told.every((part) => !part.complete && !part.exact)).toBe(true)
    expect(report.complete).toBe(true)
  })

  test('that is cancelled answers with its part', async () => {
    const stop = new AbortController()
    const reader = readerOf([step(cell({}))], {
      async *aggregate(_, { signal }) {
        yield step(cell({}))
        stop.abort(new AppError('cancelled', 'enough'))
        signal.throwIfAborted()
      },
    })
    const report = await collectStats(reader, steppingSystem(), request({ signal: stop.signal }))
    expect(report).toMatchObject({ cancelled: true, complete: false, exact: false, keys: 1 })
  })

  test('over a server that misses a part is a part', async () => {
    const missing = { complete: false, primaries: 3, primariesReached: 2, slotsCovered: 10_923 }
    const report = await collectStats(
      readerOf([step(cell({}))], { coverage: async () => missing }),
      steppingSystem(),
      request(),
    )
    expect(report).toMatchObject({ complete: false, exact: false, cancelled: false })
  })

  test('under which slots moved is a part; any other failure is a failure', async () => {
    const moved = readerOf([step(cell({})), new AppError('incomplete', 'slots moved')])
    expect(await collectStats(moved, steppingSystem(), request())).toMatchObject({ complete: false, keys: 1 })
    const broken = readerOf([step(cell({})), new AppError('connection_lost', 'gone')])
    await expect(collectStats(broken, steppingSystem(), request())).rejects.toMatchObject({ code: 'connection_lost' })
  })
})
