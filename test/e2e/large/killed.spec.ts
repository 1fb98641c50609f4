import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { Redis } from 'ioredis'
import { createProfileStore } from '../../../electron/storage/profile-store.ts'
import { createSettingsStore } from '../../../electron/storage/settings-store.ts'
import type { OperationCheck, UnfinishedOperation } from '../../../shared/contract/operations.ts'
import type { UndoResult } from '../../../shared/contract/undo.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { startRedis, targetOf } from '../../support/redis-server.ts'
import { seedPncp } from '../../support/seed-pncp.ts'
import { answered, ask } from '../support/ask.ts'
import { launchConsole } from '../support/launch-console.ts'
import { tellFigure } from '../support/tell-figure.ts'

const keys = 50_000
/** Journal lines of one removal at which it can be killed: its beginning and the batches of 4,000 keys before the last. */
const positions = 12
const kills = 20

const connected = (page: Page) =>
  expect
    .poll(async () => answered<{ phase: string }>(await ask(page, 'connection.status', {})).phase, { timeout: 30_000 })
    .toBe('connected')

test('R14: the window killed at twenty positions of the journal: found again, nothing written, all brought back', async () => {
  test.setTimeout(1_200_000)
  const redis = await startRedis()
  await seedPncp([redis], keys)
  const client = new Redis({ host: '127.0.0.1', port: redis.port })
  const dataFolder = await mkdtemp(join(tmpdir(), 'pcc-killed-'))
  const profile = { ...targetOf(redis), id: 'own', name: 'own', password: 'none' } as const
  await createProfileStore(dataFolder, recordingLog()).save(profile)
  const settings = { lastProfileId: 'own', language: 'en', refreshSeconds: 0, pace: 'gentle' } as const
  await createSettingsStore(dataFolder, recordingLog()).update(settings)
  const journalLines = () =>
    readFileSync(join(dataFolder, 'journal.jsonl'), { encoding: 'latin1', flag: 'a+' }).split('\n').length - 1

  let shell = await launchConsole({ dataFolder })
  let allGone = 0
  try {
    for (let turn = 0; turn < kills; turn++) {
      await connected(shell.page)
      const target = { scope: 'whole', namespace: 'pncp' }
      const { token } = answered<{ token: string }>(await ask(shell.page, 'invalidation.preview', target))
      const before = journalLines()
      // Its answer does not come: the page dies with its window.
      void ask(shell.page, 'invalidation.run', { token, confirmation: 'pncp', noUndo: false }).catch(() => undefined)
      const position = 1 + (turn % positions)
      await expect.poll(journalLines, { intervals: [5], timeout: 60_000 }).toBeGreaterThanOrEqual(before + position)
      await shell.kill()
      const left = (await client.keys('pncp:*')).length
      await client.config('RESETSTAT')

      shell = await launchConsole({ dataFolder })
      const { page } = shell
      await connected(page)
      const [operation, ...others] = answered<UnfinishedOperation[]>(await ask(page, 'operations.unfinished', {}))
      if (!operation) throw new Error(`turn ${turn}: it came to its end before it could be killed`)
      expect(others).toEqual([])
      const { operationId, bundle } = operation
      const check = answered<OperationCheck>(await ask(page, 'operations.verify', { operationId }))
      expect(check).toMatchObject({ listed: keys, gone: keys - left, there: left, changed: 0, unknown: 0, damaged: 0 })
      expect(check.goneSaved).toBe(check.gone)
      const commands = await client.info('commandstats')
      expect(commands).not.toMatch(/cmdstat_(unlink|del|set|restore|eval|evalsha|pexpire|pexpireat):/)
      allGone += check.gone
      const undone = answered<UndoResult>(await ask(page, 'undo.run', { bundle, retarget: null }))
      expect(undone.ended).toBe('done')
      expect((await client.keys('pncp:*')).length).toBe(keys)
    }
  } finally {
    await shell.quit()
    client.disconnect()
    await redis.stop()
    await rm(dataFolder, { recursive: true, force: true })
  }
  expect(allGone).toBeGreaterThan(0)
  tellFigure(`${kills} of ${kills} kills found again, ${allGone} keys gone, all came back, 0 writes unasked`)
})
