import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect } from 'vitest'
import { runJournalList } from '../../electron/commands/journal-command.ts'
import { runInspect, runUnfinished } from '../../electron/commands/recovery-command.ts'
import { runUndo } from '../../electron/commands/undo-command.ts'
import { prepareCommands } from './commands.ts'
import { preparePcc } from './pcc.ts'
import type { TestRedis } from './redis-server.ts'

/** Kills a real `pcc invalidate` at positions of its journal, and looks at what it left. */
export async function openCrashLaboratory(redis: TestRedis, keys: number) {
  const pcc = await preparePcc()
  const commands = await prepareCommands(redis, pcc.dataFolder)
  const client = new Redis({ host: '127.0.0.1', port: redis.port })
  const journal = join(pcc.dataFolder, 'journal.jsonl')
  const lines = () =>
    statSync(journal, { throwIfNoEntry: false }) ? readFileSync(journal, 'latin1').split('\n').length - 1 : 0

  for (let from = 0; from < keys; from += 5_000) {
    const pipeline = client.pipeline()
    for (let n = from; n < from + 5_000; n++) pipeline.set(`pncp:search_v2:${n}`, `value ${n}`, 'EX', 80_000)
    await pipeline.exec()
  }

  /** Write commands the server has seen since the last reset of its counters. */
  async function writes(): Promise<string[]> {
    const info = await client.info('commandstats')
    return ['set', 'del', 'unlink', 'restore', 'pexpire', 'evalsha', 'eval'].filter((name) =>
      info.includes(`cmdstat_${name}:`),
    )
  }

  return {
    client,
    commands,
    /**
     * @param position - journal lines of this run at which it is killed; 1: right after its beginning
     * @returns the unfinished operation, or null where it came to its end before the kill
     */
    async crash(position: number) {
      const before = lines()
      const args = ['--url', redis.url, 'invalidate', 'pncp', '--confirm', 'pncp']
      const killed = await pcc.kill(args, () => lines() >= before + position)
      await client.config('RESETSTAT')
      const { document } = await commands.run(runUnfinished)
      const [operation] = document.operations as { operation: string; bundle: string; keys: number }[] // as published
      if (!operation) {
        expect(killed && (await client.dbsize()) > 0, 'an operation was lost').toBe(false)
        return null
      }
      const listed = await commands.run((context) => runJournalList(context, 1))
      expect(listed.said).toContain('pcc journal unfinished')
      const inspected = await commands.run((context) => runInspect(context, operation.operation))
      const check = inspected.document as Record<'listed' | 'gone' | 'gone_saved' | 'there', number> // as published
      expect(await writes()).toEqual([])
      // Nothing went that could not come back.
      expect(check.gone_saved).toBe(check.gone)
      expect(check).toMatchObject({ listed: keys, there: keys - check.gone, changed: 0, unknown: 0, damaged: 0 })
      expect(await client.dbsize()).toBeGreaterThanOrEqual(keys - check.gone)
      return { ...operation, gone: check.gone }
    },
    /** Puts everything back; the unfinished operation is settled by it. */
    async undo(bundle: string) {
      const { code, said } = await commands.run((context) => runUndo(context, bundle))
      expect(said).toBe('')
      expect(code).toBe(0)
      expect((await client.keys('pncp:*')).length).toBe(keys)
      expect((await commands.run(runUnfinished)).document).toEqual({ operations: [] })
    },
    async close() {
      client.disconnect()
      await commands.dispose()
      await pcc.dispose()
    },
  }
}
