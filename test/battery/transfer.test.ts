import { mkdir, open, readdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runExport } from '../../electron/commands/export-command.ts'
import { runImport } from '../../electron/commands/import-command.ts'
import { encodeBundleFileHead } from '../../electron/storage/bundle-file-head.ts'
import { encodeFrame } from '../../electron/storage/undo-frames.ts'
import { methods } from '../../shared/contract/methods.ts'
import { notRun, tellFigure } from '../support/battery.ts'
import { bundleHead, forgeBundle, textKey } from '../support/bundle-file.ts'
import { type Commands, prepareCommands } from '../support/commands.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

let redis: TestRedis
let commands: Commands
beforeAll(async () => {
  redis = await startRedis()
  commands = await prepareCommands(redis)
})
afterAll(() => Promise.all([redis.stop(), commands.dispose()]))
beforeEach(async () => {
  await redis.cli('flushall')
})

const importFrom = (path: string, options: { dryRun?: boolean; confirm?: string } = { confirm: 'pncp' }) =>
  commands.run((context) => runImport(context, path, options))
const exportTo = (path: string) => commands.run((context) => runExport(context, 'pncp', { out: path }))

describe('paths', () => {
  test('S8: no request of a page carries a path: export and import are asked for in the system dialogs', () => {
    for (const input of [{ target: { scope: 'whole', namespace: 'pncp' }, path: '/tmp/x' }]) {
      expect(methods['transfer.export'].input.safeParse(input).success).toBe(false)
    }
    expect(methods['undo.openFile'].input.safeParse({ path: '../../etc/passwd' }).success).toBe(false)
  })

  test('S8: hostile names on the command line: nothing outside is written, a link is replaced and not followed', async (context) => {
    await redis.cli('set', 'pncp:search_v2:a', '1')
    const folder = temporaryFolder()
    await mkdir(join(folder, 'data'))
    await writeFile(join(folder, 'target'), 'untouched')
    await symlink(join(folder, 'target'), join(folder, 'data', 'link'))
    const names = ['a\0b', 'n'.repeat(5_000), '', 'no/such/folder/x', 'link', '.']
    for (const name of names) expect((await exportTo(join(folder, 'data', name))).code, name).not.toBe(0)
    for (const name of ['/dev/null', '/dev/full', '/dev/zero']) {
      expect((await exportTo(name)).code, name).not.toBe(0)
      expect((await importFrom(name)).code, name).not.toBe(0)
    }
    expect(await readFile(join(folder, 'target'), 'utf8')).toBe('untouched')
    expect(await readdir(folder)).toEqual(['data', 'target'])
    expect(await readdir(join(folder, 'data'))).toEqual(['link'])
    tellFigure(context, `${names.length + 3} names refused, 0 files outside`)
  })
  notRun('S8', 'UNC paths are of Windows')
})

describe('hostile imports', () => {
  test('S9: no bundle, another version, forged counts, sparse: refused before a command goes to a server', async (context) => {
    const folder = temporaryFolder()
    const file = (name: string) => join(folder, name)
    await writeFile(file('empty'), '')
    await writeFile(file('noise'), Buffer.alloc(100_000, 'PCU1'))
    await writeFile(file('version'), frame({ ...bundleHead(), format: 2 }))
    await writeFile(file('namespace'), frame(bundleHead({ target: { scope: 'whole', namespace: 'sessions' } })))
    await writeFile(file('everything'), frame({ ...bundleHead(), target: { scope: 'keys', namespace: null } }))
    await writeFile(file('forged'), encodeBundleFileHead(bundleHead({ keys: 2 ** 40 })))
    await writeFile(file('sparse'), encodeBundleFileHead(bundleHead({ keys: 1 })))
    await truncate(file('sparse'), 10 * 1024 ** 3)
    const before = process.memoryUsage().rss
    for (const name of await readdir(folder)) {
      const answer = await importFrom(file(name))
      expect(answer.code, `${name} ${answer.said}`).not.toBe(0)
      expect(answer.said, name).toMatch(/refused|too_large|unknown_namespace/)
    }
    expect((await importFrom(folder)).code).not.toBe(0)
    expect(await redis.cli('dbsize')).toBe('0')
    const grown = Math.round((process.memoryUsage().rss - before) / 1024 ** 2)
    expect(grown).toBeLessThan(200)
    tellFigure(context, `8 files refused, RSS +${grown} MB`)
  })

  test('S9: foreign keys, corrupted values and bytes, lost and forged records: skipped one by one, named, counted', async (context) => {
    const path = join(temporaryFolder(), 'hostile.pcb')
    const records = [
      textKey('pncp:search_v2:good'),
      textKey('govbr:search_v2:foreign'),
      textKey('pncp:search_v2:dump', 'no dump at all', { form: 'dump' }),
      textKey('pncp:search_v2:expiry', 'xxxxxxxx', { form: 'expiry' }),
      textKey('pncp:search_v2:far', 'x', { expiresAt: 1e300 }),
      textKey('pncp:__proto__:constructor', '{"__proto__":{"polluted":1}}'),
      textKey('pncp'),
      textKey('pncp:search_v2:flipped', 'f'.repeat(64)),
      textKey('pncp:search_v2:last'),
    ]
    await forgeBundle(path, records, records.length + 2)
    const bytes = await readFile(path)
    bytes[bytes.indexOf('ffff')] = 0
    await writeFile(path, bytes)
    const preview = await importFrom(path, { dryRun: true })
    expect(preview.code).toBe(4)
    expect(preview.document).toMatchObject({ saved: 11, restorable: 5, damaged: 4, foreign: 2 })
    expect(preview.document.damaged_records).toEqual([4, 8, 10, 11])
    const answer = await importFrom(path)
    expect(answer.code).toBe(4)
    expect(answer.document).toMatchObject({
      saved: 11,
      restored: 3,
      damaged: 4,
      foreign: 2,
      failed: 2,
      not_attempted: 0,
    })
    expect((await redis.cli('keys', '*')).split('\n').sort()).toEqual([
      'pncp:__proto__:constructor',
      'pncp:search_v2:good',
      'pncp:search_v2:last',
    ])
    tellFigure(context, '9 hostile records of 11 told apart: 4 damaged, 2 foreign, 2 refused by the server, 3 came in')
  })

  test('S9: a record that says it is larger than any may be is not read into memory', async (context) => {
    const path = join(temporaryFolder(), 'large.pcb')
    await forgeBundle(path, [textKey('pncp:search_v2:a')], 3)
    const file = await open(path, 'a')
    const huge = Buffer.concat(encodeFrame(2, []))
    // The head of a frame of 1 GiB, its own checksum right, and a hole behind it.
    const { crc32 } = await import('node:zlib')
    huge.writeUInt32BE(1024 ** 3, 8)
    huge.writeUInt32BE(crc32(huge.subarray(0, 16)), 16)
    await file.appendFile(huge)
    await file.truncate((await file.stat()).size + 1024 ** 3)
    await file.close()
    const before = process.memoryUsage().rss
    const { document } = await importFrom(path)
    expect(document).toMatchObject({ saved: 3, restored: 1, damaged: 2 })
    const grown = Math.round((process.memoryUsage().rss - before) / 1024 ** 2)
    expect(grown).toBeLessThan(200)
    tellFigure(context, `a record of 1 GiB skipped, RSS +${grown} MB`)
  })

  test('S10: names of the prototype in head, key and value leave every object as it was', async () => {
    const path = join(temporaryFolder(), 'proto.pcb')
    const text = JSON.stringify(bundleHead({ keys: 1 })).replace(
      '{',
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    )
    const record = encodeFrame(1, [])
    await writeFile(path, Buffer.concat([...encodeFrame(0, [Buffer.from(text)]), ...record]))
    const names = Object.getOwnPropertyNames(Object.prototype)
    expect((await importFrom(path)).document).toMatchObject({ saved: 1, damaged: 1 })
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('R10: a file that changed since it was looked at is not imported', async () => {
    const path = join(temporaryFolder(), 'moving.pcb')
    await forgeBundle(path, [textKey('pncp:search_v2:a')], 1)
    const answer = await commands.run(async (context) => {
      const core = await context.connected()
      const { bundle } = await core.undo.openFile(path)
      await forgeBundle(path, [textKey('pncp:search_v2:b'), textKey('pncp:search_v2:c')], 2)
      await core.undo.preview(bundle, context.signal, () => undefined)
      return 0
    })
    expect(answer.said).toContain('refused')
  })
})

const frame = (head: unknown) => Buffer.concat(encodeFrame(0, [Buffer.from(JSON.stringify(head))]))
