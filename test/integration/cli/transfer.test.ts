import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { runExport } from '../../../electron/commands/export-command.ts'
import { type ImportOptions, runImport } from '../../../electron/commands/import-command.ts'
import { runInvalidate } from '../../../electron/commands/invalidate-command.ts'
import { runJournalList } from '../../../electron/commands/journal-command.ts'
import { AppError } from '../../../electron/core/app-error.ts'
import { type Commands, prepareCommands } from '../../support/commands.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { clientOf } from '../invalidation/laboratory.ts'

let from: TestRedis
let to: TestRedis
let pcc: Pcc
let source: Commands
let destination: Commands
beforeAll(async () => {
  ;[from, to, pcc] = await Promise.all([startRedis(), startRedis(), preparePcc()])
  source = await prepareCommands(from)
  destination = await prepareCommands(to)
})
afterAll(() => Promise.all([from.stop(), to.stop(), pcc.dispose(), source.dispose(), destination.dispose()]))
beforeEach(async () => {
  await Promise.all([from.cli('flushall'), to.cli('flushall')])
  await from.cli('set', 'pncp:search_v2:a', '1', 'EX', '900')
  await from.cli('set', 'pncp:daily_fetch:2026-11-20', '2')
  await from.cli('rpush', 'pncp:odd:list', 'x', 'y')
  await from.cli('set', 'govbr:search_v2:other', '3')
})

const out = () => join(temporaryFolder(), 'pncp.pcb')
const exportTo = (path: string, family?: readonly string[], where = {}) =>
  source.run((context) => runExport(context, 'pncp', { out: path, ...(family ? { family } : {}) }), where)
const importFrom = (path: string, options: ImportOptions = { confirm: 'pncp' }) =>
  destination.run((context) => runImport(context, path, options))

test('as processes of their own: a namespace goes to another server, lifetimes and types kept, nothing else', async () => {
  const path = out()
  expect(await pcc.json(['--url', from.url, '--read-only', 'export', 'pncp', '--out', path])).toMatchObject({
    code: 0,
    document: { namespace: 'pncp', file: 'pncp.pcb', listed: 3, saved: 3, gone: 0, changed: 0, failed: 0 },
  })
  expect(await from.cli('dbsize')).toBe('4')
  await to.cli('set', 'pncp:daily_fetch:2026-11-20', 'newer')
  expect(await pcc.json(['--url', to.url, 'import', path, '--dry-run'])).toMatchObject({
    code: 0,
    document: { saved: 3, restorable: 2, standing: 1, damaged: 0, elsewhere: true, dry_run: true },
  })
  expect(await to.cli('dbsize')).toBe('1')
  expect(await pcc.json(['--url', to.url, 'import', path, '--confirm', 'pncp'])).toMatchObject({
    code: 0,
    document: { saved: 3, restored: 2, kept_newer: 1, failed: 0, ended: 'done' },
  })
  expect(await to.cli('mget', 'pncp:search_v2:a', 'pncp:daily_fetch:2026-11-20')).toBe('1\nnewer')
  expect(await to.cli('lrange', 'pncp:odd:list', '0', '-1')).toBe('x\ny')
  const [ttlThere, ttlHere] = await Promise.all([from, to].map((redis) => redis.cli('pexpiretime', 'pncp:search_v2:a')))
  expect(ttlHere).toBe(ttlThere)
  expect(await to.cli('exists', 'govbr:search_v2:other')).toBe('0')
})

test('the file is for its owner alone, and journaled; a family alone can be taken', async () => {
  const path = out()
  const { code, document } = await exportTo(path, ['search_v2'])
  expect({ code, listed: document.listed }).toEqual({ code: 0, listed: 1 })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const journal = await source.run((context) => runJournalList(context, 2))
  expect(journal.document.entries).toMatchObject([
    { what: 'export.end', details: { ended: 'done', saved: 1, file: 'pncp.pcb' } },
    { what: 'export.begin', details: { families: 'search_v2' } },
  ])
})

test('a file that is there is never written over; nothing is left behind by a refusal', async () => {
  const path = out()
  await writeFile(path, 'mine')
  expect((await exportTo(path)).code).toBe(2)
  expect(await readFile(path, 'utf8')).toBe('mine')
  expect((await exportTo(join(path, 'below'))).code).not.toBe(0)
  expect((await pcc.run(['--url', from.url, 'export', 'sessions', '--out', `${path}.2`])).code).toBe(2)
  expect(await readdir(join(path, '..'))).toEqual(['pncp.pcb'])
})

test('an import that is not confirmed by the name of the namespace changes nothing', async () => {
  const path = out()
  await exportTo(path)
  expect((await importFrom(path, {})).code).toBe(3)
  expect((await importFrom(path, { confirm: 'PNCP' })).code).toBe(3)
  expect(await to.cli('dbsize')).toBe('0')
  expect((await importFrom(path)).document).toMatchObject({ restored: 3 })
  const journal = await destination.run((context) => runJournalList(context, 1))
  expect(journal.document.entries).toMatchObject([{ what: 'import.end' }])
})

test('what expired on the way stays expired, and a second import brings nothing twice', async () => {
  const path = out()
  await from.cli('pexpire', 'pncp:search_v2:a', '2000')
  await exportTo(path)
  await expect.poll(() => from.cli('exists', 'pncp:search_v2:a'), { timeout: 10_000 }).toBe('0')
  expect((await importFrom(path)).document).toMatchObject({ restored: 2, expired: 1 })
  expect((await importFrom(path)).document).toMatchObject({ restored: 0, kept_newer: 2, expired: 1 })
})

test('an export that is stopped leaves no file, and its journal says so; one at a time runs', async () => {
  await from.cli('debug', 'populate', '20000', 'pncp:search_v2', '200')
  const path = out()
  const stop = new AbortController()
  const answer = await source.run(async (context) => {
    const core = await context.connected()
    const what = { scope: 'whole', namespace: 'pncp' } as const
    const run = (to: string) =>
      core.exports.run(
        { what, path: to },
        ({ phase }) => phase === 'copying' && stop.abort(new AppError('cancelled', 'stopped')),
        stop.signal,
      )
    const [first, second] = await Promise.allSettled([run(path), run(`${path}.2`)])
    expect(first).toMatchObject({ reason: { code: 'cancelled' } })
    expect(second).toMatchObject({ reason: { code: 'busy' } })
    return 0
  })
  expect(answer.code).toBe(0)
  expect(await readdir(join(path, '..'))).toEqual([])
  const journal = await source.run((context) => runJournalList(context, 1))
  expect(journal.document.entries).toMatchObject([{ what: 'export.end', details: { ended: 'stopped', code: null } }])
})

test('chosen keys go to a file and come back from it, whatever their names; those that are gone are told', async () => {
  const path = out()
  const odd = Buffer.from([0xff, 0x00, 0x0a])
  await from.cli('set', 'outside', 'v')
  const client = clientOf(from)
  await client.set(odd, 'bytes', 'PX', 900_000)
  const keys = [odd, ...['outside', 'pncp:search_v2:a', 'none'].map((name) => Buffer.from(name))]
  await source.run(async (context) => {
    const core = await context.connected()
    const report = await core.exports.run({ what: { scope: 'keys', keys }, path }, () => undefined)
    expect(report).toMatchObject({
      target: { scope: 'keys', namespace: null, keys: 4 },
      listed: 4,
      saved: 3,
      gone: 1,
      failed: 0,
    })
    return 0
  })
  expect((await importFrom(path, { confirm: 'pncp' })).code).toBe(3)
  // Two of them are of no namespace: they come only by a word of their own.
  expect(await importFrom(path, { confirm: '4' })).toMatchObject({ code: 4, document: { restored: 1, foreign: 2 } })
  expect(await to.cli('dbsize')).toBe('1')
  expect((await importFrom(path, { confirm: '4', foreign: 3 })).code).toBe(3)
  expect(await importFrom(path, { confirm: '4', foreign: 2 })).toMatchObject({
    code: 0,
    document: { restored: 2, kept_newer: 1, foreign: 0, damaged: 0 },
  })
  const there = clientOf(to)
  expect(await there.get(odd)).toBe('bytes')
  expect(await there.pexpiretime(odd)).toBe(await client.pexpiretime(odd))
  expect(await there.dbsize()).toBe(3)
})

describe('the copy of a removal, out of another data folder', () => {
  /** Removes the namespace at the source. @returns where its copy lies */
  async function removed(): Promise<string> {
    const removal = await source.run((context) => runInvalidate(context, 'pncp', { confirm: 'pncp', undo: true }))
    return join(source.dataFolder, 'undo', `${String(removal.document.bundle)}.pcu`)
  }
  const importHere = (commands: Commands, path: string, options: ImportOptions) =>
    commands.run((context) => runImport(context, path, options))

  test('goes back to its own server by the typed namespace, with nothing beside it', async () => {
    const copy = out()
    await copyFile(await removed(), copy)
    expect(await from.cli('dbsize')).toBe('1')
    const other = await prepareCommands(from)
    onTestFinished(() => other.dispose())
    expect((await importHere(other, copy, { dryRun: true })).document).toMatchObject({
      restorable: 3,
      elsewhere: false,
    })
    expect((await importHere(other, copy, { confirm: 'PNCP' })).code).toBe(3)
    expect((await importHere(other, copy, { confirm: 'pncp' })).document).toMatchObject({ restored: 3, damaged: 0 })
    expect(await from.cli('get', 'pncp:search_v2:a')).toBe('1')
  })

  test('goes to another server only by the name of that connection', async () => {
    const copy = await removed()
    expect((await importHere(destination, copy, { dryRun: true })).document).toMatchObject({ elsewhere: true })
    for (const wrong of [{ confirm: 'pncp' }, { retarget: 'pncp' }])
      expect((await importHere(destination, copy, wrong)).code, JSON.stringify(wrong)).not.toBe(0)
    expect(await to.cli('dbsize')).toBe('0')
    let name = ''
    await destination.run(async (context) => {
      name = (await context.connected()).connections.current().name
      return 0
    })
    expect((await importHere(destination, copy, { retarget: name })).document).toMatchObject({ restored: 3 })
  })

  test('one that was cut is told by the facts beside it', async () => {
    const path = await removed()
    const bytes = await readFile(path)
    await writeFile(path, bytes.subarray(0, bytes.length - 8))
    expect((await importHere(destination, path, { dryRun: true })).document).toMatchObject({
      saved: 3,
      restorable: 2,
      damaged: 1,
    })
  })
})
