import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { Redis } from 'ioredis'
import { createProfileStore } from '../../electron/storage/profile-store.ts'
import { createSettingsStore } from '../../electron/storage/settings-store.ts'
import { cacheDayOf } from '../../shared/time/cache-day.ts'
import { pncpWalk } from '../support/pncp-pages.ts'
import { startProviderServer } from '../support/provider-server.ts'
import { recordingLog } from '../support/recording-log.ts'
import { startRedis, type TestRedis, targetOf } from '../support/redis-server.ts'
import { seedPncp } from '../support/seed-pncp.ts'
import { answered, ask } from './support/ask.ts'
import { type LaunchedConsole, launchConsole } from './support/launch-console.ts'

// The window itself is killed in the middle of an operation and started again on the same data folder.

const keys = 12_000
let redis: TestRedis
let client: Redis
let dataFolder: string
let shell: LaunchedConsole

test.beforeAll(async () => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
  await seedPncp([redis], keys)
  dataFolder = await mkdtemp(join(tmpdir(), 'pcc-e2e-'))
  // Known beforehand: the demo's own server, left behind by a kill, is another test's matter.
  const password = 'none'
  await createProfileStore(dataFolder, recordingLog()).save({ ...targetOf(redis), id: 'own', name: 'own', password })
  const settings = { lastProfileId: 'own', language: 'en', refreshSeconds: 0, pace: 'gentle' } as const
  await createSettingsStore(dataFolder, recordingLog()).update(settings)
  shell = await launchConsole({ dataFolder })
})
test.afterAll(async () => {
  await shell?.quit()
  client?.disconnect()
  await redis?.stop()
  await rm(dataFolder, { recursive: true, force: true })
})

/** Kills the window and starts the console again. */
async function killAndStart(): Promise<Page> {
  await shell.kill()
  await client.config('RESETSTAT')
  shell = await launchConsole({ dataFolder })
  return shell.page
}

const show = (page: Page, hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)

/** Commands that change a key, by the server's own count. */
async function writes(): Promise<string[]> {
  const stats = await client.info('commandstats')
  return stats.match(/cmdstat_(unlink|del|set|restore|eval|evalsha|expire|pexpire|pexpireat|rename|copy):/g) ?? []
}

test('R14: killed in the middle of a removal, it offers the operation again, writes nothing, and undo brings all back', async () => {
  const { page } = shell
  await show(page, '#/providers/pncp')
  await page
    .getByRole('button', { name: /^Invalidate…/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill('pncp')
  await page.getByRole('button', { name: 'Invalidate 12,000 keys' }).click()
  await expect.poll(() => client.exists('pncp:search_v2:0'), { intervals: [5] }).toBe(0)

  const again = await killAndStart()
  const left = (await client.keys('pncp:*')).length
  expect(left).toBeGreaterThan(0)
  await again.getByRole('button', { name: 'Decide…' }).click()
  const dialog = again.getByRole('dialog', { name: /^The invalidation of pncp:\* was interrupted/ })
  await expect(dialog.getByRole('button', { name: 'Close as it stands' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Inspect' }).click()
  const row = (name: RegExp) => dialog.getByRole('row', { name })
  await expect(row(/^Gone, with a copy/)).toContainText((keys - left).toLocaleString('en'))
  await expect(row(/^There as listed/)).toContainText(left.toLocaleString('en'))
  expect(await writes()).toEqual([])
  expect((await client.keys('pncp:*')).length).toBe(left)

  await dialog.getByRole('button', { name: 'Undo…' }).click()
  await again.getByRole('button', { name: 'Continue' }).click()
  await again.getByRole('button', { name: /^Restore [\d,]+ keys$/ }).click()
  await expect(again.getByRole('dialog', { name: /^[\d,]+ keys restored of pncp:\*$/ })).toBeVisible()
  expect((await client.keys('pncp:*')).length).toBe(keys)
  expect(answered(await ask(again, 'operations.unfinished', {}))).toEqual([])
})

test('R47: killed in the middle of the pages of a fetch, it says interrupted, and nothing was stored', async () => {
  const { page } = shell
  const day = cacheDayOf(Date.now())
  const provider = await startProviderServer((request) =>
    Number(request.query.get('pagina')) > 3 ? { silent: true } : pncpWalk(5)(request),
  )
  const stored = () => client.exists(`pncp:daily_fetch:${day}`, `pncp:daily_fetch:${day}:gz`)
  try {
    const pncp = { enabled: true, baseUrl: provider.url, coverage: {} }
    answered(await ask(page, 'settings.update', { providers: { pncp } }))
    answered(await ask(page, 'fetch.start', { providers: ['pncp'], day, dryRun: false }))
    await expect.poll(() => provider.seen.length).toBeGreaterThan(3)

    const again = await killAndStart()
    await show(again, '#/fetches')
    await expect(again.getByText('The console was closed on the way; nothing was stored.').first()).toBeVisible()
    await expect(again.getByText('Interrupted').first()).toBeVisible()
    expect(await writes()).toEqual([])
    expect(await stored()).toBe(0)
  } finally {
    await provider.close()
  }
})
