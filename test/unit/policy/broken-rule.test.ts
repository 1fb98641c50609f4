import { expect, test } from 'vitest'
import { brokenRule } from '../../../electron/core/policy/broken-rule.ts'
import { createStrayCounts } from '../../../electron/core/policy/stray-counts.ts'
import { createTwinFinder } from '../../../electron/core/policy/twins.ts'
import { lifetimeOf } from '../../../shared/keys/lifetimes.ts'

const key = (name: string) => new TextEncoder().encode(name)
const listed = (name: string, expiresAt: number | null) => ({ key: key(name), expiresAt, bytes: 10 })
const hour = 3_600_000
const toleranceMs = 300_000

const daily = (now: number, zone: string) =>
  brokenRule(
    listed('govbr:daily_fetch:2026-03-01', now + hour),
    { namespace: 'govbr', family: 'daily_fetch' },
    { lifetimes: {}, zone, now },
  )

test.each([
  // The day ends at 03:00 UTC of the 2nd in São Paulo and at midnight in UTC; 25 h later its last fetch is due to go.
  ['America/Sao_Paulo', '2026-03-03T04:00:00Z'],
  ['UTC', '2026-03-03T01:00:00Z'],
])('a day counts in the zone of the cache: in %s its last moment is %s', (zone, moment) => {
  const due = Date.parse(moment) + toleranceMs
  expect(daily(due, zone)).toBeNull()
  expect(daily(due + 1, zone)).toBe('expired_day')
})

test('a lifetime may be exceeded by as much as two clocks differ', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  const place = { namespace: 'pncp', family: 'search_v2' }
  const rule = (expiresAt: number | null) =>
    brokenRule(listed('pncp:search_v2:a', expiresAt), place, { lifetimes: {}, zone: 'UTC', now })
  expect(rule(now + 24 * hour + toleranceMs)).toBeNull()
  expect(rule(now + 24 * hour + toleranceMs + 1)).toBe('ttl_too_long')
  expect(rule(null)).toBe('no_ttl')
})

test('a daily key whose id is no day is held to its lifetime alone', () => {
  const place = { namespace: 'govbr', family: 'daily_fetch' }
  const policy = { lifetimes: {}, zone: 'UTC', now: Date.parse('2026-03-01T12:00:00Z') }
  expect(brokenRule(listed('govbr:daily_fetch:2026-02-30', null), place, policy)).toBe('no_ttl')
})

test('the lifetime of a family is the table’s unless its namespace has its own', () => {
  expect(lifetimeOf({}, 'pncp', 'daily_fetch')).toBe(90_000)
  expect(lifetimeOf({ pncp: { daily_fetch: 60 } }, 'pncp', 'daily_fetch')).toBe(60)
  expect(lifetimeOf({ pncp: { daily_fetch: 60 } }, 'govbr', 'daily_fetch')).toBe(90_000)
  expect(lifetimeOf({}, 'pncp', 'synonyms')).toBeNull()
})

test('twins are told apart by which dies later, whatever order and however often the walk brings them', () => {
  const twins = createTwinFinder()
  const [plain, gz] = [listed('unified:search_combined:a', 5), listed('unified:search_combined:a:gz', 9)]
  for (const one of [gz, plain, gz, listed('unified:search_combined:b:gz', 1), listed('pncp:search_v2:a:gz', 1)])
    twins.offer(one)
  expect(twins.read()).toEqual({ stale: [plain], undecided: 0 })
  const ageless = createTwinFinder()
  ageless.offer({ ...plain, expiresAt: null })
  ageless.offer(gz)
  expect(ageless.read()).toEqual({ stale: [], undecided: 1 })
})

test('a flood of prefixes is counted, not kept', () => {
  const strays = createStrayCounts()
  for (let at = 0; at < 5_000; at++) strays.add(listed(`p${at}:x`, null), null)
  strays.add(listed('p0:y', 4), null)
  const { strays: shown, further } = strays.read()
  expect(shown).toHaveLength(200)
  expect(shown[0]).toEqual({ prefix: 'p0:', namespace: null, keys: 2, bytes: 20, noTtl: 1 })
  expect(shown.reduce((keys, stray) => keys + stray.keys, further)).toBe(5_001)
})
