import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { runExport } from '../../electron/commands/export-command.ts'
import { runImport } from '../../electron/commands/import-command.ts'
import { collectStats } from '../../electron/core/stats/collect-stats.ts'
import { clientOf, openLaboratory, whole, witness } from '../integration/invalidation/laboratory.ts'
import { notRun, tellFigure } from '../support/battery.ts'
import { prepareCommands } from '../support/commands.ts'
import { buildCounterType, counterType } from '../support/counter-type.ts'
import { all, literal, openKeys, present, refOf } from '../support/key-laboratory.ts'
import { startRedis } from '../support/redis-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { namespaces, testSystem, walk } from '../support/test-session.ts'

const key = 'pncp:counter:visits'
const folder = mkdtempSync(join(tmpdir(), 'pcc-module-'))
afterAll(() => rmSync(folder, { recursive: true }))
const module = buildCounterType(folder)
if (module === null) notRun('B26', 'no gcc to build a module with a type of its own')

describe.runIf(module)('B26: values of a type that only a module knows', () => {
  const args = ['--loadmodule', module ?? '']

  async function start(args: readonly string[]) {
    const redis = await startRedis({ args })
    onTestFinished(() => redis.stop())
    return redis
  }

  /** Three counters, one of which expires, and a string. */
  async function startCounting() {
    const redis = await start(args)
    for (const [at, name] of [key, 'pncp:counter:b', 'unified:counter:c'].entries())
      await redis.cli('counter.add', name, String(at + 7))
    await redis.cli('pexpire', key, '700000')
    await redis.cli('set', 'pncp:search_v2:s', 'text', 'EX', '500')
    return redis
  }

  test('B26: its name, lifetime and memory are told, its value is said to have no view, and a pass counts it', async (context) => {
    const redis = await startCounting()
    const { keys, session, close } = await openKeys(redis)
    onTestFinished(close)
    const page = await keys.list(all, literal('counter'))
    expect(page.rows.map(({ type }) => type)).toEqual([counterType, counterType, counterType])
    const { facts, value } = present(await keys.open(refOf(key)))
    expect(facts).toMatchObject({ type: counterType, bytes: Number(await redis.cli('memory', 'usage', key)) })
    expect(facts.expiresAt).toBeGreaterThan(Date.now() + 600_000)
    expect(value).toEqual({ kind: 'unsupported' })
    const options = { ...walk, namespaces, mode: 'exact', onProgress: () => undefined, sampleSize: null } as const
    const report = await collectStats(session.reader(), testSystem, options)
    expect(JSON.stringify(report)).toContain(counterType)
    tellFigure(context, `${facts.type}: ${facts.bytes} bytes, lifetime and name told`)
  })

  test('B26: removed one by one and with its namespace, it comes back to the bit', async () => {
    const redis = await startCounting()
    const client = clientOf(redis)
    const before = await witness(client)
    const lab = await openLaboratory(redis)
    const single = await lab.remove([Buffer.from(key)])
    expect(single).toMatchObject({ deleted: 1, failed: 0 })
    expect(await client.exists(key)).toBe(0)
    expect(await lab.restore(single.bundle ?? '')).toMatchObject({ restored: 1, failed: 0, damaged: 0 })
    const { deleted, bundle } = await lab.invalidate(whole('pncp'))
    expect(deleted).toBe(3)
    expect(await lab.restore(bundle ?? '')).toMatchObject({ restored: 3, failed: 0, damaged: 0 })
    expect(await witness(client)).toEqual(before)
  })

  test('B26: an export carries it to another server; one without the module takes the others, and counts it as failed', async () => {
    const redis = await startCounting()
    const path = join(temporaryFolder(), 'counters.pcb')
    const commands = await prepareCommands(redis)
    onTestFinished(() => commands.dispose())
    const exported = await commands.run((context) => runExport(context, 'pncp', { out: path }))
    expect(exported.document).toMatchObject({ listed: 3, saved: 3 })

    const importTo = async (args: readonly string[]) => {
      const to = await start(args)
      const { document } = await commands.run((context) => runImport(context, path, { confirm: 'pncp' }), { redis: to })
      return { document, keys: await witness(clientOf(to)) }
    }
    const { 'unified:counter:c': _other, ...pncp } = await witness(clientOf(redis))
    const known = await importTo(args)
    expect(known.document).toMatchObject({ restored: 3, failed: 0 })
    expect(known.keys).toEqual(pncp)
    const unknown = await importTo([])
    expect(unknown.document).toMatchObject({ restored: 1, failed: 2 })
    expect(Object.keys(unknown.keys)).toEqual(['pncp:search_v2:s'])
  })
})
