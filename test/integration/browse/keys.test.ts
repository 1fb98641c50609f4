import { randomBytes } from 'node:crypto'
import { deflateSync, gzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { KeyPage, OpenedKey } from '../../../shared/contract/keys.ts'
import {
  all,
  commandsDuring,
  type KeyLaboratory,
  literal,
  openKeys,
  present,
  refOf,
  stringOf,
  wholeList,
} from '../../support/key-laboratory.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { binaryKey, seeded, seedKeyspace, traps } from '../../support/seed-keyspace.ts'

let redis: TestRedis
let client: Redis
let lab: KeyLaboratory

beforeAll(async () => {
  redis = await startRedis()
  client = new Redis({ port: redis.port, host: '127.0.0.1' })
  lab = await openKeys(redis)
})
afterAll(async () => {
  await lab.close()
  client.disconnect()
  await redis.stop()
})
beforeEach(() => client.flushall())

const foundIn = async (...args: Parameters<typeof lab.keys.list>) => {
  const pages = await wholeList(lab.keys, lab.keys.list(...args))
  return pages.flatMap((page) => page.rows)
}
const namesIn = async (...args: Parameters<typeof lab.keys.list>) =>
  (await foundIn(...args)).map(({ key }) => Buffer.from(key.base64 ?? '', 'base64').toString('latin1')).sort()

const during = (act: () => Promise<unknown>) => commandsDuring(redis, act)

describe('lists', () => {
  beforeEach(() => seedKeyspace(redis.port))

  test('every scope holds exactly its keys, each once', async () => {
    const count = async (...args: Parameters<typeof lab.keys.list>) => new Set(await namesIn(...args)).size
    const total = Object.values(seeded).reduce((sum, keys) => sum + keys, 0)
    expect(await count(all, literal(''))).toBe(total)
    expect(await count({ kind: 'family', namespace: 'pncp', family: 'search_v2' }, literal(''))).toBe(302)
    expect(await count({ kind: 'namespace', namespace: 'pncp' }, literal(''))).toBe(348)
    expect(await namesIn({ kind: 'other', namespace: 'pncp' }, literal(''))).toEqual(['pncp:unheard_of:t'])
    expect(await namesIn({ kind: 'outside' }, literal(''))).toEqual(
      [...traps, binaryKey].map((key) => key.toString('latin1')).sort(),
    )
  })

  test('an unknown namespace or family is refused', async () => {
    await expect(lab.keys.list({ kind: 'namespace', namespace: 'nobody' }, literal(''))).rejects.toMatchObject({
      code: 'unknown_namespace',
    })
    await expect(
      lab.keys.list({ kind: 'family', namespace: 'pncp', family: 'synonyms' }, literal('')),
    ).rejects.toMatchObject({ code: 'unknown_family' })
  })

  test('a list that is whole at once is by name, in pages of at most 200 rows', async () => {
    const pages = await wholeList(
      lab.keys,
      lab.keys.list({ kind: 'family', namespace: 'pncp', family: 'search_v2' }, literal('')),
    )
    expect(pages.map((page) => page.rows.length)).toEqual([200, 102])
    for (const page of pages) expect(() => KeyPage.parse(page)).not.toThrow()
    const names = pages.flatMap(({ rows }) => rows.map(({ key }) => Buffer.from(key.base64 ?? '', 'base64')))
    expect(names).toEqual([...names].sort(Buffer.compare))
    const again = await lab.keys.page(pages[0]?.listing ?? '', 0)
    expect(again.rows.map(({ index }) => index)).toEqual(pages[0]?.rows.map(({ index }) => index))
  })

  test('a long list is shown as the walk meets it, walks on when asked, and is by name once it is whole', async () => {
    await client.eval("for i = 1, 60000 do redis.call('SET', 'pncp:long:' .. i, '') end", 0)
    const first = await lab.keys.list(all, literal('pncp:long:'))
    expect(first.rows).toHaveLength(200)
    const { listing } = first
    expect(await lab.keys.sort(listing)).toMatchObject({ sorted: first.complete })
    let facts = await lab.keys.walk(listing, 30_000)
    // One question walks for a second at most.
    while (facts.found < 30_000) facts = await lab.keys.walk(listing, 30_000)
    while (!facts.complete) facts = await lab.keys.walk(listing, 1_000_000)
    expect(facts.found).toBe(60_000)
    expect(await lab.keys.sort(listing)).toMatchObject({ sorted: true, found: 60_000 })
    const wanted = Array.from({ length: 60_000 }, (_, at) => `pncp:long:${at + 1}`).sort()
    for (const page of [0, 150, 299]) {
      const { rows } = await lab.keys.page(listing, page)
      expect(rows.map(({ key }) => key.label)).toEqual(wanted.slice(200 * page, 200 * page + 200))
      const ref = { listing, index: rows[7]?.index ?? -1 }
      expect(present(await lab.keys.open(ref)).facts.key.label).toBe(wanted[200 * page + 7])
    }
  })

  test.each(['[', '\\', '*', '?', ']', '^', '-', 'pncp:search_v2:1', '30:gz', 'licitação', '\n', 'x'.repeat(10_240)])(
    'B14: %j is searched literally, and the count is that of a scan',
    async (text) => {
      const names = await client.keysBuffer('*')
      const wanted = names.filter((name) => name.includes(Buffer.from(text))).map((name) => name.toString('latin1'))
      expect(await namesIn(all, literal(text))).toEqual(wanted.sort())
    },
  )

  test('B14: a glob acts only by the switch, within the scope', async () => {
    const family = { kind: 'family', namespace: 'pncp', family: 'search_v2' } as const
    const wanted = (await client.keys('*:2?')).filter((name) => name.startsWith('pncp:search_v2:')).sort()
    expect(await namesIn(family, { kind: 'glob', pattern: '*:2?' })).toEqual(wanted)
    expect(await namesIn(family, literal('*:2?'))).toEqual([])
    expect(await namesIn(all, { kind: 'glob', pattern: '[' })).toEqual([])
  })

  test('a list of another connection, or one that was replaced, is no longer held', async () => {
    const { listing } = await lab.keys.list(all, literal(''))
    for (let i = 0; i < 3; i++) await lab.keys.list(all, literal(''))
    await expect(lab.keys.page(listing, 0)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('listing asks by SCAN alone, at most 1000 a step, and reads no value', async () => {
    const commands = await during(() => lab.keys.list(all, literal('')))
    expect(new Set(commands.map(([name]) => name))).toEqual(new Set(['scan', 'type', 'pttl', 'memory']))
    const scans = commands.filter(([name]) => name === 'scan')
    expect(scans.filter((args) => args.slice(-2).join(' ') !== 'count 1000')).toEqual([])
  })
})

describe('names', () => {
  test('B10: line ends, escapes, bidi signs and half characters are one row each, escaped', async () => {
    const keys = ['a\nb', 'a\rb', 'a\tb', 'a\0b', 'a\x1b[31mb', 'a\u202eb'].map((key) => Buffer.from(key))
    keys.push(Buffer.from([0x61, 0xed, 0xa0, 0x80]))
    for (const key of keys) await client.set(key, '1')
    const labels = (await foundIn(all, literal(''))).map(({ key }) => key.label).sort()
    expect(labels).toEqual(
      ['a\\nb', 'a\\rb', 'a\\tb', 'a\\x00b', 'a\\x1b[31mb', 'a\\u{202e}b', 'a\\xed\\xa0\\x80'].sort(),
    )
  })

  test('B11: a thousand binary keys are each listed once and opened by their exact bytes', async () => {
    const keys = [
      binaryKey,
      ...Array.from({ length: 1_000 }, () => Buffer.concat([Buffer.from([0xff]), randomBytes(12)])),
    ]
    for (const key of keys) await client.set(key, key, 'EX', 500)
    expect(await namesIn(all, literal(''))).toEqual(keys.map((key) => key.toString('latin1')).sort())
    const { facts, value } = await stringOf(lab.keys, binaryKey)
    expect(facts.expiresAt).toBeGreaterThan(Date.now())
    expect(Buffer.from(value.head, 'base64').equals(binaryKey)).toBe(true)
  })

  test('B12: names of a mebibyte are cut, opened by their place, and copied in pieces', async () => {
    const name = (at: number) => Buffer.concat([Buffer.alloc(1_048_575, 0x6b), Buffer.from([0x30 + at])])
    for (let at = 0; at < 5; at++) await client.set(name(at), `value ${at}`)
    const page = await lab.keys.list(all, literal(''))
    expect(JSON.stringify(page).length).toBeLessThan(10_000)
    const last = page.rows.at(-1)
    if (!last) throw new Error('no row')
    expect(last.key).toMatchObject({ base64: null, byteLength: 1_048_576 })
    expect(last.key.label.length).toBeLessThanOrEqual(257)
    const ref = { listing: page.listing, index: last.index }
    const { value } = present(await lab.keys.open(ref))
    expect(value.kind === 'string' && value.text).toMatch(/^value \d$/)
    const pieces: Buffer[] = []
    for (let offset = 0; offset < 1_048_576; ) {
      const { base64 } = await lab.keys.name(ref, offset)
      const piece = Buffer.from(base64, 'base64')
      pieces.push(piece)
      offset += piece.length
    }
    expect(Buffer.concat(pieces).equals(name(4))).toBe(true)
  })

  test('B13: the empty name, no colon and a thousand colons are listed and opened', async () => {
    const names = ['', 'plain', ':'.repeat(1_000), `pncp:${':'.repeat(999)}`]
    for (const name of names) await client.set(name, 'v')
    expect(await namesIn(all, literal(''))).toEqual([...names].sort())
    for (const name of names) expect((await stringOf(lab.keys, name)).value.text).toBe('v')
  })
})

describe('strings', () => {
  test('B15: of 512 MiB only the head is read, by STRLEN and GETRANGE', async () => {
    await client.setrange('big', 536_870_911, 'x')
    let opened: OpenedKey | null = null
    const commands = await during(async () => {
      opened = await lab.keys.open(refOf('big'))
    })
    expect(new Set(commands.map(([name]) => name))).toEqual(
      new Set(['type', 'pttl', 'memory', 'object', 'strlen', 'exists', 'getrange']),
    )
    expect(commands.filter(([name]) => name === 'getrange').map((args) => args.slice(2))).toEqual([['0', '65535']])
    expect(opened).toMatchObject({ facts: { length: 536_870_912 }, value: { byteLength: 536_870_912, text: null } })
    const end = await lab.keys.bytes(refOf('big'), 536_870_910, 65_536)
    expect(Buffer.from(end ?? '', 'base64')).toEqual(Buffer.from('\0x'))
  })

  test('B16: gzip that is cut shows its readable head and how much that is', async () => {
    const text = randomBytes(30_000).toString('hex')
    const packed = gzipSync(text)
    await client.set('cut', packed.subarray(0, packed.length / 2))
    const { value } = await stringOf(lab.keys, 'cut')
    expect(value.gzip).toMatchObject({ state: 'truncated', atLeast: true })
    expect(value.text?.length).toBe(value.gzip?.bytes)
    expect(text.startsWith(value.text ?? '-')).toBe(true)
  })

  test('B17: a bomb is stopped, what is stored and what came out are both told', async () => {
    const member = gzipSync(Buffer.alloc(10 * 1_048_576))
    await client.set('bomb', Buffer.concat(Array.from({ length: 20 }, () => member)))
    const { value } = await stringOf(lab.keys, 'bomb')
    expect(value.gzip).toMatchObject({ state: 'too_large', atLeast: true })
    expect(value.gzip?.bytes).toBeGreaterThan(67_108_864)
    expect(JSON.stringify(value).length).toBeLessThan(1_048_576)
  })

  test('B18: what a value is, its content decides and never its name', async () => {
    await client.set('plain:gz', '{"a": 1}')
    await client.set('packed', gzipSync('{"a": 1}'))
    await client.set('zlib', deflateSync('x'.repeat(100)))
    await client.set('zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 1]))
    expect((await stringOf(lab.keys, 'plain:gz')).value).toMatchObject({
      nameMismatch: 'name_says_gzip',
      gzip: null,
      json: { state: 'valid' },
    })
    expect((await stringOf(lab.keys, 'packed')).value).toMatchObject({
      nameMismatch: 'content_is_gzip',
      gzip: { state: 'whole' },
      json: { state: 'valid' },
    })
    expect((await stringOf(lab.keys, 'zlib')).value).toMatchObject({ looksLike: 'zlib', text: null })
    expect((await stringOf(lab.keys, 'zstd')).value).toMatchObject({ looksLike: 'zstd', text: null })
  })

  test('B19: a key and its :gz twin are told side by side with their ages', async () => {
    const stamp = (cachedAt: string) => JSON.stringify({ filters: {}, providers: [], data: {}, cached_at: cachedAt })
    await client.set('unified:search_combined:aa', stamp('2026-11-22T10:00:00'), 'EX', 100)
    await client.set('unified:search_combined:aa:gz', gzipSync(stamp('2026-11-23T10:00:00')), 'EX', 9_000)
    const { facts } = await stringOf(lab.keys, 'unified:search_combined:aa')
    expect(facts).toMatchObject({
      cachedAt: '2026-11-22T10:00:00',
      sibling: { key: { label: 'unified:search_combined:aa:gz' }, cachedAt: '2026-11-23T10:00:00' },
    })
    const twin = await stringOf(lab.keys, 'unified:search_combined:aa:gz')
    expect(twin.facts.sibling).toMatchObject({ cachedAt: '2026-11-22T10:00:00' })
    expect(twin.value.nameMismatch).toBeNull()
  })

  test.each([
    ['cut', '{"a": [1, 2'],
    ['a mark first', '\ufeff{"a": 1}'],
    ['NaN', '{"a": NaN}'],
    ['Python', "{'a': None}"],
    ['a last comma', '[1,]'],
  ])('B20: invalid JSON (%s) is shown as text with the place of the fault', async (_what, text) => {
    await client.set('bad', text)
    const { value } = await stringOf(lab.keys, 'bad')
    expect(value.json).toMatchObject({ state: 'invalid', line: 1 })
    expect(value.text).toBe(text.replace('\ufeff', '\\u{feff}'))
  })

  test('B20: UTF-16 is read, and called no valid JSON', async () => {
    await client.set('utf16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('{"a": 1}', 'utf16le')]))
    const { value } = await stringOf(lab.keys, 'utf16')
    expect(value).toMatchObject({ encoding: 'utf-16', json: { state: 'invalid', line: 1, column: 1 } })
    expect(value.text).toContain('{"a": 1}')
  })

  test('B21: a million levels are text, within the limits', async () => {
    await client.set('deep', '['.repeat(1_000_000))
    const { value } = await stringOf(lab.keys, 'deep')
    expect(value.json).toEqual({ state: 'too_deep', limit: 512 })
    expect([value.text?.length, value.textCut]).toEqual([262_144, true])
  })

  test('B22: hostile names pollute nothing', async () => {
    await client.set(
      'proto',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"data":{"__proto__":[]}}',
    )
    expect((await stringOf(lab.keys, 'proto')).value.text).toContain('"__proto__"')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test('B24: all 256 bytes, a pickle and random bytes are hex, and come back exactly', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, at) => at))
    await client.set('bytes', bytes)
    await client.set('pickle', Buffer.from([0x80, 0x04, 0x95, 0, 0]))
    const random = Buffer.concat([Buffer.from([0]), randomBytes(200_000)])
    await client.set('random', random)
    const { value } = await stringOf(lab.keys, 'bytes')
    expect(value).toMatchObject({ text: null, looksLike: 'binary', json: null })
    expect(Buffer.from(value.head, 'base64').equals(bytes)).toBe(true)
    expect((await stringOf(lab.keys, 'pickle')).value.looksLike).toBe('pickle')
    const pieces: Buffer[] = []
    for (let at = 0; at < random.length; at += 65_536) {
      pieces.push(Buffer.from((await lab.keys.bytes(refOf('random'), at, 65_536)) ?? '', 'base64'))
    }
    expect(Buffer.concat(pieces).equals(random)).toBe(true)
  })

  test('opportunities become a table, bare, per day and per provider; what is none is counted', async () => {
    const item = (id: string) => ({ external_id: id, title: `Aquisição ${id}`, estimated_value: 1234.5 })
    await client.set('pncp:search_v2:aa', JSON.stringify([item('1'), 'OpportunityData(external_id=2)', item('3')]))
    await client.set('pncp:daily_fetch:2026-11-23', JSON.stringify({ provider: 'pncp', data: [item('1')] }))
    await client.set('unified:search_combined:aa', JSON.stringify({ data: { pncp: [item('1')], govbr: [item('2')] } }))
    expect((await stringOf(lab.keys, 'pncp:search_v2:aa')).value.opportunities).toMatchObject({
      total: 2,
      invalid: 1,
      rows: [{ externalId: '1', title: 'Aquisição 1', estimatedValue: 1234.5 }, { externalId: '3' }],
    })
    expect((await stringOf(lab.keys, 'pncp:daily_fetch:2026-11-23')).value.opportunities?.rows[0]?.provider).toBe(
      'pncp',
    )
    expect(
      (await stringOf(lab.keys, 'unified:search_combined:aa')).value.opportunities?.rows.map(
        ({ provider }) => provider,
      ),
    ).toEqual(['pncp', 'govbr'])
  })

  test('an embedding tells its dimensions, norm and histogram', async () => {
    const embedding = Array.from({ length: 384 }, (_, at) => (at % 2 === 0 ? 0.5 : -0.5))
    await client.set('pncp:embeddings:aa', JSON.stringify({ embedding, dimensions: 384, model_name: 'm' }))
    const { value } = await stringOf(lab.keys, 'pncp:embeddings:aa')
    expect(value.embedding).toMatchObject({
      dimensions: 384,
      saidDimensions: 384,
      model: 'm',
      min: -0.5,
      max: 0.5,
      mean: 0,
    })
    expect(value.embedding?.norm).toBeCloseTo(Math.sqrt(96))
    expect(value.embedding?.histogram.reduce((sum, count) => sum + count, 0)).toBe(384)
    expect(value.opportunities).toBeNull()
  })

  test('every answer fits its schema', async () => {
    await client.set(
      'pncp:search_v2:big',
      JSON.stringify(Array.from({ length: 3_000 }, (_, at) => ({ external_id: `${at}`, title: 't'.repeat(900) }))),
    )
    const opened = await lab.keys.open(refOf('pncp:search_v2:big'))
    expect(() => OpenedKey.parse(opened)).not.toThrow()
    expect(Buffer.byteLength(JSON.stringify(opened))).toBeLessThan(1_048_576)
  })
})

describe('collections', () => {
  const readAll = async (key: string, type: 'hash' | 'list' | 'set' | 'zset' | 'stream') => {
    const { value, facts } = present(await lab.keys.open(refOf(key)))
    if (value.kind !== 'rows') throw new Error('no rows')
    const rows = [...value.first.rows]
    for (let next = value.first.next; next !== null; ) {
      const more = await lab.keys.rows(refOf(key), type, next)
      if ('changed' in more) throw new Error('changed')
      expect(more.rows.length).toBeLessThanOrEqual(200)
      rows.push(...more.rows)
      next = more.next
    }
    return { facts, rows: rows.map((row) => row.map(({ text }) => text)) }
  }

  test('B25: every type is read in bounded steps, each element once, never as a whole', async () => {
    const pipeline = client.pipeline()
    for (let i = 0; i < 3_000; i++) {
      pipeline.hset('h', `f${i}`, `v${i}`)
      pipeline.rpush('l', `item ${i}`)
      pipeline.sadd('s', `member ${i}`)
      pipeline.zadd('z', i, `member ${i}`)
      pipeline.xadd('x', `${i + 1}-0`, 'field', `v${i}`)
    }
    for (let i = 0; i < 500; i++) pipeline.sadd('ints', i)
    await pipeline.exec()
    const commands = await during(async () => {
      expect(new Set((await readAll('h', 'hash')).rows.map(([name]) => name)).size).toBe(3_000)
      const list = await readAll('l', 'list')
      expect([list.facts.length, list.rows.length, list.rows.at(-1)]).toEqual([3_000, 3_000, ['item 2999']])
      expect(new Set((await readAll('s', 'set')).rows.map(([name]) => name)).size).toBe(3_000)
      expect((await readAll('z', 'zset')).rows).toHaveLength(3_000)
      expect((await readAll('x', 'stream')).rows.at(-1)).toEqual(['3000-0', 'field=v2999'])
      expect(new Set((await readAll('ints', 'set')).rows.map(([name]) => name)).size).toBe(500)
    })
    const reading = new Set(['hscan', 'sscan', 'zscan', 'lrange', 'xrange'])
    const facts = new Set(['type', 'pttl', 'memory', 'object', 'hlen', 'llen', 'scard', 'zcard', 'xlen'])
    expect(commands.map(([name = '']) => name).filter((name) => !reading.has(name) && !facts.has(name))).toEqual([])
    const ranges = commands.filter(([name]) => name === 'lrange').map(([, , from, to]) => Number(to) - Number(from))
    expect(Math.max(...ranges)).toBeLessThanOrEqual(200)
  })

  test('large elements come in fewer rows, cut, with their length', async () => {
    for (let i = 0; i < 20; i++) await client.rpush('fat', 'x'.repeat(300_000))
    const { value } = present(await lab.keys.open(refOf('fat')))
    if (value.kind !== 'rows') throw new Error('no rows')
    expect(value.first.rows.length).toBeLessThanOrEqual(4)
    expect(value.first.rows[0]?.[0]).toMatchObject({ byteLength: 300_000, cut: true })
  })

  test('B27: a key that went, or holds another type now, is told as that', async () => {
    await client.set('k', 'text')
    expect(present(await lab.keys.open(refOf('k'))).facts.type).toBe('string')
    await client.del('k')
    expect((await lab.keys.open(refOf('k'))).state).toBe('gone')
    await client.rpush('k', 'a')
    expect(present(await lab.keys.open(refOf('k'))).facts.type).toBe('list')
    expect(await lab.keys.rows(refOf('k'), 'hash', '0')).toEqual({ changed: true })
    expect(await lab.keys.bytes(refOf('k'), 0, 10)).toBeNull()
  })

  test('a continuation that no answer gave is refused', async () => {
    await client.rpush('l', 'a')
    await expect(lab.keys.rows(refOf('l'), 'list', '-1')).rejects.toMatchObject({ code: 'bad_input' })
  })

  test('a user who may not read values sees the facts, and why the value is missing', async () => {
    await client.set('pncp:search_v2:aa', '[]')
    await client.call('ACL', 'SETUSER', 'default', '-getrange')
    try {
      expect(present(await lab.keys.open(refOf('pncp:search_v2:aa')))).toMatchObject({
        facts: { type: 'string' },
        value: { kind: 'no_permission' },
      })
    } finally {
      await client.call('ACL', 'SETUSER', 'default', '+getrange')
    }
  })
})
