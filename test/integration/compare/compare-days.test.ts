import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runCompare } from '../../../electron/commands/compare-command.ts'
import { compareDays } from '../../../electron/core/compare/compare-days.ts'
import type { KeyspaceReader } from '../../../electron/core/ports/keyspace.ts'
import type { Comparison } from '../../../shared/contract/compare.ts'
import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'
import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import { dailyFetchHead, dailyFetchItem, dailyFetchTail } from '../../../shared/keys/daily-fetch-text.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { type Commands, prepareCommands } from '../../support/commands.ts'
import { crossProviderRecords, expectedGroups, sortedGroups } from '../../support/cross-provider.ts'
import { opportunity } from '../../support/opportunity-sample.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { askPythonPeer, hasPythonPeer } from '../../support/python-peer.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { openSession } from '../../support/test-session.ts'
import { day } from '../../support/walk-provider.ts'

let redis: TestRedis
let pcc: Pcc
let commands: Commands
let client: Redis
beforeAll(async () => {
  ;[redis, pcc] = await Promise.all([startRedis(), preparePcc()])
  commands = await prepareCommands(redis)
  client = new Redis({ host: '127.0.0.1', port: redis.port })
})
afterAll(async () => {
  client.disconnect()
  await Promise.all([redis.stop(), pcc.dispose(), commands.dispose()])
})
beforeEach(() => redis.cli('flushall'))

const fetchDate = '2026-09-22T06:00:00.123000'
function dailyText(provider: string, items: readonly Opportunity[], total = items.length): string {
  const head = dailyFetchHead({ provider, fetchDate, total })
  return head + items.map((item, index) => dailyFetchItem(item, index === 0)).join('') + dailyFetchTail()
}
const put = (provider: string, on: string, items: readonly Opportunity[]) =>
  client.set(dailyFetchKey(provider, day(on)), dailyText(provider, items), 'EX', 90_000)

const compare = (from: string, to: string, provider?: readonly string[]) =>
  commands.run((context) => runCompare(context, { from, to, ...(provider ? { provider } : {}) }), {
    readOnly: true,
  })
const states = (document: Record<string, unknown>) =>
  (document.days as Comparison['days']).map((one) => `${one.provider} ${one.day} ${one.state}`) // the published shape

const control = '00394429000100-1-002331/2026'
const shared = (provider: 'pncp' | 'comprasnet', fields: Partial<Opportunity>) =>
  opportunity(provider === 'pncp' ? control : '12006005000392026', {
    ...fields,
    provider_specific_data: { numeroControlePNCP: control },
  })

describe('pcc compare', () => {
  test('the recorded procurements of three providers, cached on three days, fall into the expected groups', async () => {
    const records = await crossProviderRecords()
    const on: Readonly<Record<string, string>> = { pncp: '2026-09-20', comprasnet: '2026-09-21', govbr: '2026-09-22' }
    for (const [provider, date] of Object.entries(on)) {
      const own = records.filter((record) => record.provider === provider).map((record) => record.opportunity)
      await put(provider, date, own)
    }
    const { code, document } = await pcc.json([
      '--url',
      redis.url,
      '--read-only',
      'compare',
      '--from',
      '2026-09-20',
      '--to',
      '2026-09-22',
    ])
    expect(code).toBe(0)
    const groups = document.groups as { records: { provider: string; external_id: string }[] }[] // the published shape
    const found = groups.map(({ records: own }) => own.map((record) => `${record.provider}:${record.external_id}`))
    expect(sortedGroups(found)).toEqual(expectedGroups())
    const alone = records.length - found.flat().length
    expect(document).toMatchObject({ procurements: alone + found.length })
    const totals = document.providers as Comparison['totals']
    for (const { provider, procurements, unique } of totals) {
      const own = found.filter((members) => members.some((member) => member.startsWith(`${provider}:`)))
      const repeats = own.flat().filter((member) => member.startsWith(`${provider}:`)).length - own.length
      const all = records.filter((record) => record.provider === provider).length
      expect([provider, procurements, unique]).toEqual([provider, all - repeats, all - repeats - own.length])
    }
    const overlaps = document.overlaps as Comparison['overlaps']
    expect(overlaps.reduce((sum, { procurements }) => sum + procurements, 0)).toBe(document.procurements)
  })

  test('tells prices and dates that differ, and counts by publication day with gaps where no day was cached', async () => {
    await put('pncp', '2026-09-22', [
      shared('pncp', { estimated_value: 100, publication_date: '2026-09-20 10:00:00' }),
      opportunity('p1', { publication_date: '2026-09-22 08:00:00' }),
    ])
    await put('comprasnet', '2026-09-21', [
      shared('comprasnet', { estimated_value: 120.5, publication_date: '2026-09-21 00:00:00' }),
    ])
    const { code, document } = await compare('2026-09-21', '2026-09-22')
    expect(code).toBe(0)
    expect(document).toMatchObject({ procurements: 2, price_differs: 1, date_differs: 1, undated: 0 })
    expect(document.overlaps).toEqual([
      { providers: ['pncp', 'comprasnet'], procurements: 1 },
      { providers: ['pncp'], procurements: 1 },
    ])
    expect(document.providers).toEqual([
      { provider: 'pncp', procurements: 2, shared: 1, unique: 1 },
      { provider: 'comprasnet', procurements: 1, shared: 1, unique: 0 },
      { provider: 'govbr', procurements: null, shared: null, unique: null },
    ])
    const published = document.published as Comparison['byDay']
    expect(published.map((one) => one.day)).toHaveLength(9)
    const counts = (on: string) =>
      published.find((one) => one.day === on)?.counts.map(({ procurements, partial }) => [procurements, partial])
    expect(counts('2026-09-14')).toEqual([
      [null, false],
      [0, false],
      [null, false],
    ])
    expect(counts('2026-09-20')).toEqual([
      [1, false],
      [0, false],
      [null, false],
    ])
    expect(counts('2026-09-21')).toEqual([
      [0, false],
      [1, true],
      [null, false],
    ])
    expect(counts('2026-09-22')).toEqual([
      [1, true],
      [null, false],
      [null, false],
    ])
  })

  test('a record of several days counts once, as the newest day tells it', async () => {
    await put('pncp', '2026-09-21', [opportunity('a', { title: 'old', estimated_value: 1 }), opportunity('b')])
    await put('pncp', '2026-09-22', [opportunity('a', { title: 'new', estimated_value: 2 })])
    const window = ['--from', '2026-09-21', '--to', '2026-09-22']
    const { stdout } = await pcc.run(['--url', redis.url, 'compare', ...window, '--csv'])
    const lines = stdout.split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines.join()).toContain('"new"')
    expect(lines.join()).not.toContain('"old"')
  })

  test('a day that is not there, one that is unreadable and one that may not be read have words of their own', async () => {
    await put('pncp', '2026-09-22', [opportunity('a')])
    await client.set('comprasnet:daily_fetch:2026-09-22', dailyText('comprasnet', [opportunity('b')]).slice(0, -1))
    await client.rpush('govbr:daily_fetch:2026-09-22', 'x')
    const { code, document } = await compare('2026-09-21', '2026-09-22')
    expect(code).toBe(4)
    expect(states(document)).toEqual([
      'pncp 2026-09-22 read',
      'comprasnet 2026-09-22 unreadable',
      'govbr 2026-09-22 unreadable',
      'pncp 2026-09-21 not_cached',
      'comprasnet 2026-09-21 not_cached',
      'govbr 2026-09-21 not_cached',
    ])
    expect((document.providers as Comparison['totals'])[1]).toMatchObject({ procurements: null })
    const spoken = await pcc.run(['--url', redis.url, 'compare', '--from', '2026-09-21', '--to', '2026-09-22'])
    expect(spoken.stdout).toContain('comprasnet: unreadable: 2026-09-22')
    expect(spoken.stdout).toContain('pncp: not cached: 2026-09-21')
    expect(spoken.stdout).toMatch(/^govbr +– +– +–$/m)
  })

  test('a user without the right to a provider is told so, and the others are compared', async () => {
    await put('pncp', '2026-09-22', [opportunity('a')])
    await put('comprasnet', '2026-09-22', [opportunity('b')])
    await client.call('ACL', 'SETUSER', 'reader', 'on', '>secret', '+@all', '~pncp:*', '~unified:*')
    const url = `redis://reader:secret@127.0.0.1:${redis.port}/0`
    const { code, document } = await pcc.json(['--url', url, 'compare', '--from', '2026-09-22', '--to', '2026-09-22'])
    expect([code, states(document)]).toEqual([
      4,
      ['pncp 2026-09-22 read', 'comprasnet 2026-09-22 no_permission', 'govbr 2026-09-22 no_permission'],
    ])
  })

  test('items that are no opportunity are counted, and cost none of the others', async () => {
    const text = dailyText('pncp', [opportunity('a')]).replace('"data": [', '"data": ["OpportunityData(1)", ')
    await client.set('pncp:daily_fetch:2026-09-22', text)
    const { document } = await compare('2026-09-22', '2026-09-22', ['pncp'])
    expect(document).toMatchObject({ procurements: 1, days: [{ state: 'read', items: 2, invalid: 1 }] })
    // With nobody to share with, neither is known.
    expect(document.providers).toEqual([{ provider: 'pncp', procurements: 1, shared: null, unique: null }])
  })

  test('S24: --csv is safe to open, and has one line per record', async () => {
    await put('pncp', '2026-09-22', [shared('pncp', { title: '=HYPERLINK("http://x","y")' })])
    await put('comprasnet', '2026-09-22', [shared('comprasnet', { title: '＠SUM(1)', description: 'a\nb;=1' })])
    const args = ['--url', redis.url, 'compare', '--from', '2026-09-22', '--to', '2026-09-22', '--csv']
    const { stdout, code } = await pcc.run(args)
    expect(code).toBe(0)
    expect(stdout.split('\r\n')).toHaveLength(4)
    expect(stdout).toContain(`"'=HYPERLINK(""http://x"",""y"")"`)
    expect(stdout).toContain(`"'＠SUM(1)"`)
    expect(await pcc.run(['--json', ...args])).toMatchObject({ code: 2, stdout: '' })
  })

  test('where no day is there nothing is known, which is not zero', async () => {
    const { code, document } = await compare('2026-09-21', '2026-09-22')
    expect(code).toBe(1)
    expect(document).toMatchObject({ procurements: null, price_differs: null, date_differs: null, overlaps: [] })
    const spoken = await pcc.run(['--url', redis.url, 'compare', '--from', '2026-09-22', '--to', '2026-09-22'])
    expect(spoken).toMatchObject({ code: 1 })
    expect(spoken.stdout).toMatch(/^procurements: –$/m)
    expect(spoken.stdout).toContain('govbr: not cached: 2026-09-22')
  })

  test('what this console stored and has run out is told from what it never stored', async () => {
    const stored = { provider: 'pncp', outcome: 'stored', endedAt: Date.UTC(2026, 8, 20, 9) } as FetchLane // what is read of it
    const run = { day: day('2026-09-20'), dryRun: false, lanes: [stored] } as unknown as FetchRun // the same
    const at = async (now: number) => {
      const session = await openSession(redis)
      const { comparison } = await compareDays(
        { reader: session.reader(), runs: [run], clock: () => now, signal: new AbortController().signal },
        { from: day('2026-09-20'), to: day('2026-09-20'), providers: ['pncp', 'govbr'] },
      )
      await session.close()
      return comparison.days.map(({ state }) => state)
    }
    expect(await at(Date.UTC(2026, 8, 20, 20))).toEqual(['removed', 'not_cached'])
    expect(await at(Date.UTC(2026, 8, 22, 9))).toEqual(['expired', 'not_cached'])
  })

  test('a window that means nothing is bad usage', async () => {
    expect(await compare('2026-09-22', '2026-09-21')).toMatchObject({ code: 2, said: '[bad_input]' })
    expect(await compare('2026-08-01', '2026-09-22')).toMatchObject({ code: 2 })
    expect(await compare('2026-02-30', '2026-09-22')).toMatchObject({ code: 2 })
    expect(await compare('2026-09-22', '2026-09-22', ['unified'])).toMatchObject({ code: 2 })
  })

  test.skipIf(!hasPythonPeer)('reads what the Python program wrote', async () => {
    await askPythonPeer(redis.url, 'seed-cache', '--date', '2026-09-22')
    const { code, document } = await compare('2026-09-22', '2026-09-22')
    expect(code).toBe(0)
    expect(
      (document.days as Comparison['days']).every(({ state, items }) => state === 'read' && (items ?? 0) > 0),
    ).toBe(true)
  })
})

describe('reading in pieces', () => {
  const big = Array.from({ length: 4_000 }, (_, index) =>
    opportunity(`n${index}`, { title: `Aquisição de gêneros “${index}” 😀`, description: 'ç'.repeat(200) }),
  )
  const request = { from: day('2026-09-22'), to: day('2026-09-22'), providers: ['pncp'] }
  const deps = (reader: Pick<KeyspaceReader, 'probe' | 'readRange'>, signal = new AbortController().signal) => ({
    reader,
    runs: [],
    clock: () => Date.UTC(2026, 8, 22, 12),
    signal,
  })

  test('a value of several mebibytes is never asked for as a whole, and raw UTF-8 may be cut anywhere', async () => {
    const text = JSON.stringify({ provider: 'pncp', fetch_date: fetchDate, total_opportunities: big.length, data: big })
    await client.set('pncp:daily_fetch:2026-09-22', text)
    const session = await openSession(redis)
    const reader = session.reader()
    const asked: number[] = []
    const { comparison, procurements } = await compareDays(
      deps({
        probe: (keys) => reader.probe(keys),
        readRange(key, offset, length) {
          asked.push(length)
          return reader.readRange(key, offset, length)
        },
      }),
      request,
    )
    await session.close()
    expect(comparison.days).toMatchObject([{ state: 'read', items: 4_000, invalid: 0 }])
    const titles = procurements.map(({ members }) => members[0]?.opportunity.title)
    expect(new Set(titles)).toEqual(new Set(big.map(({ title }) => title)))
    expect(titles).toHaveLength(big.length)
    expect(Math.max(...asked)).toBe(1_048_576)
    expect(asked.length).toBeGreaterThan(3)
  })

  test('a value that is replaced while it is read is read anew, and nothing of the old one stays', async () => {
    await put('pncp', '2026-09-22', big)
    const session = await openSession(redis)
    const reader = session.reader()
    let replaced = false
    const { comparison, procurements } = await compareDays(
      deps({
        probe: (keys) => reader.probe(keys),
        async readRange(key, offset, length) {
          if (offset > 0 && !replaced) {
            replaced = true
            const text = dailyText('pncp', [opportunity('new'), opportunity('n0')])
            await client.set('pncp:daily_fetch:2026-09-22', text.replace(fetchDate, '2026-09-22T07:00:00.5'))
          }
          return reader.readRange(key, offset, length)
        },
      }),
      request,
    )
    await session.close()
    expect(replaced).toBe(true)
    expect(comparison).toMatchObject({ procurements: 2, days: [{ state: 'read', fetchDate: '2026-09-22T07:00:00.5' }] })
    expect(new Set(procurements.map(({ canonical }) => canonical))).toEqual(new Set(['n0', 'new']))
  })

  test('what passes the limit of records is left unread and said so; a day is never held in part', async () => {
    await put('pncp', '2026-09-22', big.slice(0, 10))
    await put('pncp', '2026-09-21', big.slice(0, 30))
    await put('pncp', '2026-09-20', big.slice(0, 1))
    const session = await openSession(redis)
    const { comparison } = await compareDays(
      { ...deps(session.reader()), mostRecords: 20 },
      { ...request, from: day('2026-09-20') },
    )
    await session.close()
    expect(comparison.days.map(({ state }) => state)).toEqual(['read', 'over_limit', 'over_limit'])
    expect(comparison.procurements).toBe(10)
  })

  test('the operator may stop it', async () => {
    await put('pncp', '2026-09-22', big)
    const session = await openSession(redis)
    const stop = new AbortController()
    const reader = session.reader()
    const comparing = compareDays(
      deps(
        {
          probe: (keys) => reader.probe(keys),
          readRange(key, offset, length) {
            if (offset > 0) stop.abort(new Error('stopped'))
            return reader.readRange(key, offset, length)
          },
        },
        stop.signal,
      ),
      request,
    )
    await expect(comparing).rejects.toThrow(/stopped/)
    await session.close()
  })
})
