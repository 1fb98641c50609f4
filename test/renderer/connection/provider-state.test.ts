import { describe, expect, test } from 'vitest'
import { providerHistory } from '../../../renderer/connection/provider-history.ts'
import { ageOf, providerState } from '../../../renderer/connection/provider-state.ts'
import {
  goneFreshness,
  sampleFreshness,
  sampleFreshnessReport,
  sampleLane,
  sampleNow,
  sampleRun,
} from '../../support/page-samples.ts'

const hour = 3_600
const runs = [22, 21, 20].map((day) => sampleRun(`2026-11-${day}`, [sampleLane('pncp', { items: 1_000 * (day - 19) })]))
const history = (freshness = sampleFreshness('pncp')) => providerHistory(freshness, runs, 'homolog', 'pncp')

describe('the days of a provider', () => {
  test('what has expired is filled in from the log of runs', () => {
    const { days, medianItems } = history()
    expect(days.map(({ items }) => items)).toEqual([null, null, null, 1_000, 2_000, 3_000, 48_216])
    expect(medianItems).toBe(2_000)
  })

  test('runs on another connection, dry runs and failed lanes are no stored days', () => {
    const others = [
      sampleRun('2026-11-22', [sampleLane('pncp')], { connection: 'other' }),
      sampleRun('2026-11-22', [sampleLane('pncp')], { dryRun: true }),
      sampleRun('2026-11-22', [sampleLane('pncp', { outcome: 'failed' })]),
    ]
    const { days, lastStored } = providerHistory(sampleFreshness('pncp'), others, 'homolog', 'pncp')
    expect(days.at(-2)).toEqual({ day: '2026-11-22', items: null, failed: true })
    expect(lastStored).toBeNull()
  })

  test('one other day is no median', () => {
    expect(providerHistory(sampleFreshness('pncp'), runs.slice(0, 1), 'homolog', 'pncp').medianItems).toBeNull()
  })
})

describe('the state of a provider', () => {
  const none = providerHistory(null, [], 'homolog', 'pncp')

  test('R39: five emptinesses look different', () => {
    const present = sampleFreshness('pncp')
    const [probe] = present.days
    if (!probe) throw new RangeError('the sample has no day')
    const word = (freshness: typeof present, log = none) => providerState(freshness, log, freshness.ageSeconds).word
    expect(word(goneFreshness('pncp'))).toBe('state.nothingStored')
    expect(word(goneFreshness('pncp'), history(goneFreshness('pncp')))).toBe('state.overdue')
    expect(word(sampleFreshness('pncp', { days: [{ ...probe, items: 0 }] }))).toBe('state.empty')
    const gone = { lastDay: null, ageSeconds: null }
    expect(word(sampleFreshness('pncp', { ...gone, days: [{ ...probe, state: 'no_permission' }] }))).toBe(
      'state.noPermission',
    )
    expect(word(sampleFreshness('pncp', { ...gone, days: [{ ...probe, state: 'unreadable' }] }))).toBe(
      'state.unreadable',
    )
  })

  test('a day is late after its run and overdue after its lifetime', () => {
    const freshness = sampleFreshness('pncp')
    expect(providerState(freshness, none, 23 * hour).word).toBe('state.upToDate')
    expect(providerState(freshness, none, 24 * hour + 60).word).toBe('state.late')
    expect(providerState(freshness, none, 25 * hour + 60).word).toBe('state.overdue')
  })

  test('half of the usual items is said, with the deviation', () => {
    const freshness = sampleFreshness('pncp', { medianItems: 96_432 })
    const state = providerState(freshness, history(freshness), hour)
    expect(state.word).toBe('state.below')
    expect(state.deviation).toBeCloseTo(-0.5)
  })

  test('nothing known is unknown, not healthy', () => {
    expect(providerState(null, none, null).word).toBe('state.unknown')
  })

  test('the age grows while nobody asks again', () => {
    const freshness = sampleFreshness('pncp')
    const report = sampleFreshnessReport([freshness], sampleNow)
    expect(ageOf(report, freshness, none, sampleNow + 60_000)).toBe(28_860)
    expect(ageOf(report, goneFreshness('pncp'), history(goneFreshness('pncp')), sampleNow + 60_000)).toBe(60)
    expect(ageOf(report, goneFreshness('pncp'), none, sampleNow)).toBeNull()
  })
})
