import { expect, type Page } from '@playwright/test'
import { badInputs, badNames } from '../support/bad-names.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { seedKeyspace } from '../support/seed-keyspace.ts'
import { answered, ask, codeOf } from './support/ask.ts'
import { inMain } from './support/in-main.ts'
import { connectTo, openServer } from './support/open-connection.ts'
import { test } from './support/shared-console.ts'

// What must not happen, from the window and past it: read-only, production, bad names (battery B1 to B7, S7).

let redis: TestRedis
let page: Page

test.beforeAll(async ({ shell }) => {
  redis = await startRedis()
  await seedKeyspace(redis.port)
  page = shell.page
  await openServer(shell, redis, { language: 'en' })
})
test.afterAll(() => redis?.stop())

test('R19: a read-only connection removes nothing, from any door', async ({ shell }) => {
  await connectTo(shell, redis, { readOnly: true })
  const before = await redis.cli('dbsize')
  await page.evaluate(() => {
    location.hash = '#/providers/pncp'
  })
  const button = page.getByRole('button', { name: /^Invalidate…/ })
  await expect(button).toBeVisible()
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('read-only profile').first()).toBeVisible()

  const preview = await ask(page, 'invalidation.preview', { scope: 'whole', namespace: 'pncp' })
  expect(answered<{ token: string | null }>(preview).token).toBeNull()
  const run = await ask(page, 'invalidation.run', { token: '0'.repeat(32), confirmation: 'pncp', noUndo: true })
  expect(codeOf(run)).toBe('read_only')
  const fetched = await ask(page, 'fetch.start', { providers: ['pncp'], day: '2026-11-20', dryRun: false })
  expect(codeOf(fetched)).toBe('read_only')
  expect(await redis.cli('dbsize')).toBe(before)
})

test('R19: in production a removal needs the system’s own dialog; a page script cannot answer it', async ({
  shell,
}) => {
  await connectTo(shell, redis, { environment: 'production' })
  await expect(page.getByText('PROD', { exact: true }).first()).toBeVisible()
  const before = await redis.cli('dbsize')
  await inMain(shell.app, ({ dialog }) => {
    // Stands in for the operator, who presses Cancel.
    const seen: string[] = []
    Object.assign(globalThis, { nativeQuestions: seen })
    dialog.showMessageBox = async (...args: unknown[]) => {
      seen.push((args.at(-1) as { message: string }).message)
      return { response: 0, checkboxChecked: false }
    }
  })
  const preview = await ask(page, 'invalidation.preview', { scope: 'whole', namespace: 'pncp' })
  const { token } = answered<{ token: string }>(preview)
  const run = await ask(page, 'invalidation.run', { token, confirmation: 'pncp', noUndo: false })
  expect(codeOf(run)).toBe('not_confirmed')
  const questions = await inMain(
    shell.app,
    () => (globalThis as unknown as { nativeQuestions: string[] }).nativeQuestions,
  )
  expect(questions).toHaveLength(1)
  expect(questions[0]).toContain('pncp')
  expect(await redis.cli('dbsize')).toBe(before)
})

test('B1 to B7: names that are no namespace are refused before any Redis command', async ({ shell }) => {
  await connectTo(shell, redis)
  // The screen's own pass ends first, and none begins by itself.
  await ask(page, 'settings.update', { refreshSeconds: 0 })
  await ask(page, 'stats.collect', { mode: 'exact' })
  const commandsBefore = await destructiveCalls()
  for (const input of badInputs) expect(codeOf(await ask(page, 'invalidation.preview', input))).toBe('bad_input')
  for (const namespace of badNames) {
    const shown = JSON.stringify(namespace)?.slice(0, 40)
    for (const input of [
      { scope: 'whole', namespace },
      { scope: 'families', namespace, families: ['search_v2'] },
    ]) {
      const answer = await ask(page, 'invalidation.preview', input)
      expect(['bad_input', 'unknown_namespace'], shown).toContain(codeOf(answer))
      expect(answer.ok ? 0 : answer.failure.message.length, shown).toBeLessThan(400)
    }
  }
  expect(await destructiveCalls()).toEqual(commandsBefore)
})

/** Calls of everything that scans or removes, by the server's own count. */
async function destructiveCalls(): Promise<string[]> {
  const stats = await redis.cli('info', 'commandstats')
  return stats
    .split('\n')
    .filter((line) => /cmdstat_(scan|del|unlink|keys|eval|evalsha|evalsha_ro|eval_ro|dump|get):/.test(line))
    .map((line) => line.replace(/,usec.*/, ''))
}
