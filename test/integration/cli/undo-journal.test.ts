import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DeleteOptions, runDelete } from '../../../electron/commands/delete-command.ts'
import { runFreshness } from '../../../electron/commands/freshness-command.ts'
import { runInvalidate } from '../../../electron/commands/invalidate-command.ts'
import { runJournalList, runJournalVerify } from '../../../electron/commands/journal-command.ts'
import { runUndo, runUndoList } from '../../../electron/commands/undo-command.ts'
import { type Commands, prepareCommands } from '../../support/commands.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

let redis: TestRedis
let pcc: Pcc
let commands: Commands
beforeAll(async () => {
  ;[redis, pcc] = await Promise.all([startRedis(), preparePcc()])
  commands = await prepareCommands(redis)
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose(), commands.dispose()]))
beforeEach(async () => {
  await redis.cli('flushall')
  for (const [key, value] of Object.entries({ 'pncp:search_v2:a': '1', 'pncp:search_v2:b': '2', 'pncp:odd:c': '3' })) {
    await redis.cli('set', key, value, 'EX', '900')
  }
})

const confirmed = { confirm: 'pncp', undo: true } as const
const remove = async () =>
  String((await commands.run((context) => runInvalidate(context, 'pncp', confirmed))).document.bundle)
const undo = (bundle?: string, where: Parameters<Commands['run']>[1] = {}) =>
  commands.run((context) => runUndo(context, bundle), where)
const journal = () => commands.run((context) => runJournalList(context, 20))
const verify = () => commands.run(runJournalVerify)

test('as a process of its own: what was removed is listed, put back and journaled', async () => {
  const ask = (...args: string[]) => pcc.json(['--url', redis.url, ...args])
  const bundle = String((await ask('invalidate', 'pncp', '--confirm', 'pncp')).document.bundle)
  expect((await pcc.run(['undo', '--list'])).stdout).toContain(bundle)
  expect(await ask('undo', bundle)).toMatchObject({ code: 0, document: { bundle, restored: 3 } })
  expect(await pcc.json(['journal', 'list', '--limit', '1'])).toMatchObject({
    code: 0,
    document: { entries: [{ what: 'undo.end' }] },
  })
  expect(await pcc.json(['journal', 'verify'])).toMatchObject({ code: 0, document: { intact: true } })
  expect(await ask('freshness', '--days', '0')).toMatchObject({ code: 2, stdout: '' })
})

describe('pcc undo', () => {
  test('puts back what was removed, with what was left of its life, and never over a newer value', async () => {
    const bundle = await remove()
    await redis.cli('set', 'pncp:search_v2:b', 'newer')
    const { code, document } = await undo(bundle)
    expect(code).toBe(0)
    expect(document).toMatchObject({ bundle, saved: 3, restored: 2, kept_newer: 1, failed: 0, ended: 'done' })
    expect(await redis.cli('mget', 'pncp:search_v2:a', 'pncp:search_v2:b', 'pncp:odd:c')).toBe('1\nnewer\n3')
    expect(Number(await redis.cli('ttl', 'pncp:odd:c'))).toBeGreaterThan(880)
  })

  test('--dry-run says what would come back, and puts nothing back', async () => {
    const bundle = await remove()
    await redis.cli('set', 'pncp:search_v2:b', 'newer')
    const { code, document } = await commands.run((context) => runUndo(context, bundle, { dryRun: true }))
    expect(code).toBe(0)
    expect(document).toMatchObject({
      saved: 3,
      restorable: 2,
      standing: 1,
      expired: 0,
      elsewhere: false,
      dry_run: true,
    })
    expect(await redis.cli('dbsize')).toBe('1')
  })

  test('--list names the bundles without a connection, newest first', async () => {
    const bundle = await remove()
    const { code, document } = await commands.run(runUndoList)
    const [newest] = document.bundles as Record<string, unknown>[] // the documented shape
    expect(code).toBe(0)
    expect(newest).toMatchObject({ bundle, namespace: 'pncp', families: null, keys: 3, state: 'ready' })
  })

  test('of nothing, or of a bundle nobody has, is no undo', async () => {
    expect(await undo()).toMatchObject({ code: 2, said: '[bad_input]' })
    expect(await undo('../../etc/passwd')).toEqual({ code: 1, document: {}, said: '[not_found]' })
  })

  test('on a read-only connection, or on another server, is refused with 3', async () => {
    const bundle = await remove()
    expect(await undo(bundle, { readOnly: true })).toMatchObject({ code: 3, said: '[read_only]' })
    const other = await startRedis()
    try {
      expect(await undo(bundle, { redis: other })).toEqual({ code: 3, document: {}, said: '[refused]' })
      expect(await other.cli('dbsize')).toBe('0')
      const retarget = await commands.run((context) => runUndo(context, bundle, { retarget: 'test' }), { redis: other })
      expect(retarget).toMatchObject({ code: 0, document: { restored: 3 } })
      expect(await other.cli('dbsize')).toBe('3')
    } finally {
      await other.stop()
    }
  })
})

describe('pcc journal', () => {
  test('list tells what was done, newest first; verify says that the chain holds', async () => {
    const bundle = await remove()
    await undo(bundle)
    const { code, document } = await journal()
    const entries = document.entries as { seq: number; what: string; at: string }[] // the documented shape
    expect([code, document.broken_at_line, entries[0]?.what]).toEqual([0, null, 'undo.end'])
    expect(entries.map(({ what }) => what)).toContain('invalidation.end')
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map(({ seq }) => seq).sort((a, b) => b - a))
    expect(await verify()).toMatchObject({
      code: 0,
      document: { intact: true, broken_at_line: null, last_seq: entries[0]?.seq },
    })
  })

  test('verify finds a line that was edited, and one that is gone from the end', async () => {
    await remove()
    const file = join(commands.dataFolder, 'journal.jsonl')
    const good = await readFile(file, 'utf8')
    try {
      await writeFile(file, good.replace('invalidation.begin', 'invalidation.begun'))
      expect(await verify()).toMatchObject({
        code: 1,
        document: { intact: false, broken_at_line: expect.any(Number) as unknown },
      })
      await writeFile(file, good.replace(/[^\n]+\n$/, ''))
      expect(await verify()).toMatchObject({ code: 1, document: { intact: false } })
      expect((await journal()).said).toMatch(/breaks at line \d+/)
    } finally {
      await writeFile(file, good)
    }
  })
})

describe('pcc delete', () => {
  const options = { confirm: true, undo: true } as const
  const del = (names: string[], given: Partial<DeleteOptions> = {}) =>
    commands.run((context) => runDelete(context, names, { ...options, ...given }))

  test('removes exact names and no patterns, and undo brings them back', async () => {
    expect(await del(['pncp:search_v2:*'])).toMatchObject({ code: 0, document: { deleted: 0, missing: 1 } })
    const { code, document } = await del(['pncp:search_v2:a', 'pncp:odd:c'])
    expect({ code, document }).toMatchObject({ code: 0, document: { deleted: 2, namespace: 'pncp' } })
    expect(await redis.cli('dbsize')).toBe('1')
    expect(await undo(String(document.bundle))).toMatchObject({ code: 0, document: { restored: 2 } })
  })

  test('B11: takes names that are no text as base64', async () => {
    const name = Buffer.from([0xff, 0xfe, 0x3a, 0x6b])
    await redis.cli('eval', "return redis.call('set', string.char(255, 254, 58, 107), 'v')", '0')
    expect(await del([name.toString('base64')], { base64: true })).toMatchObject({ code: 0, document: { deleted: 1 } })
    expect(await del(['%%%'], { base64: true })).toMatchObject({ code: 2, said: '[bad_input]' })
  })

  test('--dry-run shows what is there; without a wish nothing is done', async () => {
    const { document } = await del(['pncp:odd:c', 'none'], { dryRun: true })
    expect(document).toMatchObject({ keys: [{ key: 'pncp:odd:c' }], missing: 1, dry_run: true, bundle: null })
    expect(await del(['pncp:odd:c'], { confirm: false })).toMatchObject({ code: 3 })
    expect(await redis.cli('dbsize')).toBe('3')
  })
})

describe('pcc freshness', () => {
  test('tells the days, today first, and ends with 4 where one cannot be read', async () => {
    const { document } = await commands.run((context) => runFreshness(context, 7))
    const today = String(document.today)
    expect(document).toMatchObject({ zone: 'America/Sao_Paulo' })
    const [pncp] = document.providers as { days: { day: string; state: string }[] }[] // the documented shape
    expect(pncp?.days).toHaveLength(7)
    expect(pncp?.days[0]).toMatchObject({ day: today, state: 'absent', opportunities: null })
    await redis.cli('set', `pncp:daily_fetch:${today}`, 'no daily fetch')
    expect(await commands.run((context) => runFreshness(context, 1))).toMatchObject({
      code: 4,
      document: { providers: [{ days: [{ state: 'unreadable', opportunities: null }] }, {}, {}] },
    })
  })
})
