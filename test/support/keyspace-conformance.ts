import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ListedKey, SavedKey, UnlinkRequest } from '../../electron/core/ports/keyspace.ts'
import type { OpenKeyspace } from './keyspaces.ts'
import { binaryKey, oddPncpKeys, traps } from './seed-keyspace.ts'
import { someNumber } from './some.ts'
import { collect, walk } from './test-session.ts'

/** Far enough, and not a round figure: an expiry made anew would not be the same to the millisecond. */
const later = 4_000_000_000_123

/** What must hold of every keyspace, as tests of the suite that calls it. */
export function keyspaceConformance(open: () => Promise<OpenKeyspace>): void {
  let keyspace: OpenKeyspace

  beforeAll(async () => {
    keyspace = await open()
  }, 60_000)
  afterAll(() => keyspace.close())
  beforeEach(() => keyspace.clear())

  const list = async (prefixes: readonly string[], tally: string | null = null) => {
    const steps = await collect(keyspace.reader.list({ prefixes, tally }, walk))
    const longest = steps.flatMap(({ tallyLongestTtlMs }) => (tallyLongestTtlMs === null ? [] : [tallyLongestTtlMs]))
    const sum = (of: 'walked' | 'tallied') => steps.reduce((total, step) => total + step[of], 0)
    return { keys: steps.flatMap((step) => step.keys), walked: sum('walked'), tallied: sum('tallied'), longest }
  }
  const textOf = (key: Uint8Array) => Buffer.from(key).toString('latin1')
  const byName = (listed: readonly ListedKey[]) => new Map(listed.map((row) => [textOf(row.key), row]))
  const saveAll = async (listed: readonly ListedKey[]): Promise<SavedKey[]> => {
    const outcomes = await keyspace.writer.save(listed)
    return outcomes.flatMap((outcome) => ('saved' in outcome ? [outcome.saved] : []))
  }
  const requestsOf = (saved: readonly SavedKey[]): UnlinkRequest[] =>
    saved.map((one) => ({ key: one.key, expiresAt: one.expiresAt, saved: one }))

  test('a list holds exactly the keys whose bytes begin with a prefix', async () => {
    const outside = [...traps, binaryKey]
    for (const [at, key] of outside.entries()) await keyspace.set(key, 'trap', at % 2 ? later : null)
    for (const key of oddPncpKeys) await keyspace.set(key, 'odd', later)
    await keyspace.set('pncp:unheard_of:t', 'strange')
    const names = (await list(['pncp:'])).keys.map(({ key }) => textOf(key)).sort()
    expect(names).toEqual([...oddPncpKeys.map(textOf), 'pncp:unheard_of:t'].sort())
    const some = await list(['pncp:search_v2:', 'pncp:unheard_of:'])
    expect(some.keys).toHaveLength(3)
    expect(some.walked).toBe(outside.length + oddPncpKeys.length + 1)
  })

  test('a list tells absolute expiry and size, and tallies what it does not list', async () => {
    await keyspace.set('pncp:search_v2:forever', '1')
    await keyspace.set('pncp:search_v2:until', 'x'.repeat(500), later)
    await keyspace.set('unified:synonyms:a', '1', later)
    await keyspace.set('unified:synonyms:b', '1')
    const { keys, tallied, longest } = await list(['pncp:search_v2:'], 'unified:')
    expect(byName(keys).get('pncp:search_v2:forever')?.expiresAt).toBeNull()
    expect(byName(keys).get('pncp:search_v2:until')?.expiresAt).toBe(later)
    const [bytes] = await keyspace.reader.measure([Buffer.from('pncp:search_v2:until')])
    expect(byName(keys).get('pncp:search_v2:until')?.bytes).toBe(bytes)
    expect(bytes).toBeGreaterThan(500)
    expect(tallied).toBe(2)
    expect(Math.abs(Math.max(...longest) - (later - Date.now()))).toBeLessThan(60_000)
  })

  test('located keys are as a list would hold them, and null where gone', async () => {
    await keyspace.set('pncp:a', '1', later)
    await keyspace.set(binaryKey, '1')
    const { keys } = await list(['pncp:'])
    const asked = [Buffer.from('pncp:a'), Buffer.from('pncp:none'), binaryKey]
    const [a, none, binary] = await keyspace.reader.locate(asked)
    expect([textOf(a?.key ?? binaryKey), a?.expiresAt, a?.bytes]).toEqual([
      'pncp:a',
      keys[0]?.expiresAt,
      keys[0]?.bytes,
    ])
    expect([none, binary?.expiresAt]).toEqual([null, null])
    expect(Math.abs((await keyspace.reader.now()) - Date.now())).toBeLessThan(60_000)
  })

  test('names and size agree, and cover everything', async () => {
    for (const key of [...traps, ...oddPncpKeys, binaryKey]) await keyspace.set(key, '1')
    const names = (await collect(keyspace.reader.names(walk))).flat().map((key) => Buffer.from(key).toString('hex'))
    expect(names.sort()).toEqual([...traps, ...oddPncpKeys, binaryKey].map((key) => key.toString('hex')).sort())
    expect(await keyspace.reader.size()).toBe(names.length)
    expect((await keyspace.reader.coverage()).complete).toBe(true)
  })

  test('a walk that is no longer wanted ends with its reason', async () => {
    await keyspace.set('pncp:a', '1')
    const stop = new AbortController()
    stop.abort(new Error('no longer wanted'))
    await expect(collect(keyspace.reader.names({ ...walk, signal: stop.signal }))).rejects.toThrow('no longer wanted')
  })

  test('probes tell strings, other types and what is not there', async () => {
    await keyspace.set('pncp:a', 'four', Date.now() + 60_000)
    await keyspace.setHash('pncp:h', '1')
    const keys = ['pncp:a', 'pncp:h', 'pncp:none'].map((key) => Buffer.from(key))
    expect(await keyspace.reader.probe(keys)).toMatchObject([
      { state: 'present', type: 'string', length: 4, ttlMs: someNumber },
      { state: 'present', type: 'hash', length: null, ttlMs: null },
      { state: 'absent', type: null, length: null, ttlMs: null },
    ])
    expect(await keyspace.reader.measure(keys.slice(2))).toEqual([null])
  })

  test('a range of a string is read by its bytes', async () => {
    await keyspace.set('pncp:a', Buffer.from([0, 255, 1, 254]))
    await keyspace.set('pncp:empty', '')
    await keyspace.setHash('pncp:h', '1')
    const read = (key: string, offset: number, length: number) =>
      keyspace.reader.readRange(Buffer.from(key), offset, length)
    expect(Buffer.from((await read('pncp:a', 1, 2)) ?? [])).toEqual(Buffer.from([255, 1]))
    expect(Buffer.from((await read('pncp:empty', 0, 10)) ?? [1])).toHaveLength(0)
    expect([await read('pncp:none', 0, 10), await read('pncp:h', 0, 10)]).toEqual([null, null])
  })

  test('removed and restored, every key is back byte for byte with the same absolute expiry', async () => {
    for (const [at, key] of [...oddPncpKeys, binaryKey].entries())
      await keyspace.set(key, Buffer.from([0, 255, 13, 10, at]), at % 2 ? later + at : null)
    for (let at = 0; at < 50; at++) await keyspace.set(`pncp:search_v2:${at}`, 'x'.repeat(at), at % 3 ? later : null)
    await keyspace.setHash('pncp:embeddings:h', 'value', later)
    const before = await keyspace.contents()
    const { keys } = await list(['pncp:'])
    const saved = await saveAll(keys)
    expect(saved.filter(({ form }) => form === 'dump').map(({ key }) => textOf(key))).toEqual(['pncp:embeddings:h'])
    expect(new Set(await keyspace.writer.unlinkIfUnchanged(requestsOf(saved)))).toEqual(new Set(['deleted']))
    expect(await keyspace.contents()).toHaveLength(1)
    expect(new Set(await keyspace.writer.restore(saved))).toEqual(new Set(['restored']))
    expect(await keyspace.contents()).toEqual(before)
  })

  test('a key that changed since it was saved stays: value, expiry, type', async () => {
    for (const name of ['value', 'expiry', 'type', 'same', 'gone', 'fresh'])
      await keyspace.set(`pncp:${name}`, 'old', later)
    const saved = await saveAll((await list(['pncp:'])).keys)
    await keyspace.set('pncp:value', 'new', later)
    await keyspace.setExpiry('pncp:expiry', later + 1_000)
    await keyspace.setHash('pncp:type', 'old', later)
    await keyspace.remove('pncp:gone')
    await keyspace.set('pncp:fresh', 'old')
    const outcomes = await keyspace.writer.unlinkIfUnchanged(requestsOf(saved))
    expect(Object.fromEntries(saved.map(({ key }, index) => [textOf(key), outcomes[index]]))).toEqual({
      'pncp:value': 'changed',
      'pncp:expiry': 'changed',
      'pncp:type': 'changed',
      'pncp:fresh': 'changed',
      'pncp:same': 'deleted',
      'pncp:gone': 'gone',
    })
    expect(await keyspace.reader.size()).toBe(4)
  })

  test('saving finds what changed and what is gone', async () => {
    for (const name of ['a', 'b', 'c']) await keyspace.set(`pncp:${name}`, name, later)
    const listed = [...(await list(['pncp:'])).keys].sort((a, b) => Buffer.compare(a.key, b.key))
    await keyspace.remove('pncp:a')
    await keyspace.setExpiry('pncp:b', null)
    const [a, b, c] = await keyspace.writer.save(listed)
    expect([a, b]).toEqual([{ missed: 'gone' }, { missed: 'changed' }])
    expect(c).toMatchObject({ saved: { form: 'string', expiresAt: listed[2]?.expiresAt } })
  })

  test('without a saved value only the expiry is compared', async () => {
    await keyspace.set('pncp:a', '1', later)
    const request = { key: Buffer.from('pncp:a'), expiresAt: later + 1_000, saved: null }
    expect(await keyspace.writer.unlinkIfUnchanged([request])).toEqual(['changed'])
    expect(await keyspace.writer.unlinkIfUnchanged([{ ...request, expiresAt: later }])).toEqual(['deleted'])
  })

  test('restoring never replaces a newer value and never revives what is past', async () => {
    await keyspace.setHash('pncp:h', 'old', later)
    const [dumped] = await saveAll((await list(['pncp:h'])).keys)
    if (!dumped) throw new TypeError('a hash is saved as a dump')
    await keyspace.set('pncp:s', 'new')
    const text = (name: string, expiresAt: number | null): SavedKey => {
      return { key: Buffer.from(name), form: 'string', payload: Buffer.from('old'), expiresAt }
    }
    const dump = (name: string, expiresAt: number | null): SavedKey => ({
      ...dumped,
      key: Buffer.from(name),
      expiresAt,
    })
    const past = Date.now() - 1_000
    expect(
      await keyspace.writer.restore([
        text('pncp:s', null),
        dump('pncp:h', null),
        text('pncp:past', past),
        dump('pncp:past2', past),
        { ...dump('pncp:damaged', null), payload: Buffer.from('nonsense') },
        dump('pncp:fine', later),
      ]),
    ).toEqual(['kept_newer', 'kept_newer', 'expired', 'expired', 'failed', 'restored'])
    expect(Buffer.from((await keyspace.reader.readRange(Buffer.from('pncp:s'), 0, 10)) ?? [])).toEqual(
      Buffer.from('new'),
    )
    expect(byName((await list(['pncp:fine'])).keys).get('pncp:fine')?.expiresAt).toBe(later)
  })

  test('an expiry is set only where the key still has the one that was seen', async () => {
    for (const name of ['a', 'b']) await keyspace.set(`pncp:${name}`, '1', later)
    const to = (name: string, expiresAt: number | null, newExpiresAt: number | null) => {
      return { key: Buffer.from(`pncp:${name}`), expiresAt, newExpiresAt }
    }
    const outcomes = await keyspace.writer.setExpiry([
      to('a', later, later + 5_000),
      to('b', later + 1_000, null),
      to('c', null, later),
    ])
    expect(outcomes).toEqual(['set', 'changed', 'gone'])
    const { keys } = await list(['pncp:'])
    const expiryOf = (name: string) => byName(keys).get(name)?.expiresAt
    expect([expiryOf('pncp:a'), expiryOf('pncp:b')]).toEqual([later + 5_000, later])
  })
}
