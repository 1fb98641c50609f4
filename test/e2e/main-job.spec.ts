import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { type ReplayProvider, startReplayProvider } from '../../electron/sandbox/replay-provider.ts'
import { cacheDayOf } from '../../shared/time/cache-day.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { seedKeyspace } from '../support/seed-keyspace.ts'
import { ask } from './support/ask.ts'
import { type LaunchedConsole, launchConsole } from './support/launch-console.ts'

const run = promisify(execFile)

// The whole job in one run, in the real window, against a real server that is asked for the outcome: see, fetch,
// invalidate, undo.

let redis: TestRedis
let replay: ReplayProvider
let shell: LaunchedConsole
let page: Page

test.beforeAll(async () => {
  redis = await startRedis({ password: 's3cret & spaced' })
  await redis.cli('config', 'set', 'requirepass', '') // the seed helper speaks without a password
  await seedKeyspace(redis.port)
  await redis.cli('config', 'set', 'requirepass', 's3cret & spaced')
  replay = await startReplayProvider({ recordingsFolder: 'electron/sandbox/recordings', latencyMs: 5 })
  shell = await launchConsole({ env: { PCC_GOVBR_KEY: 'recorded' } })
  page = shell.page
  await ask(page, 'settings.update', { language: 'en' })
})
test.afterAll(async () => {
  await shell?.quit()
  await replay?.close()
  await redis?.stop()
})

test('an operator sees, fetches, invalidates and undoes', async () => {
  test.setTimeout(120_000)
  await test.step('the demo workspace says what it is and leads to the operator’s own Redis', async () => {
    await expect(page.getByText('Recorded answers.')).toBeVisible()
    await page.getByRole('button', { name: 'Connect to your Redis' }).click()
  })

  await test.step('a wrong password is named as the cause; the right one connects', async () => {
    await page.getByLabel('Name', { exact: true }).fill('own')
    await page.getByLabel('Port', { exact: true }).fill(String(redis.port))
    await choose(page, 'Ask')
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('wrong')
    await choose(page, 'Development')
    await page.getByRole('switch', { name: 'Read-only' }).click()
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(page.getByText('auth_failed')).toBeAttached()
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('s3cret & spaced')
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await expect(page.getByText(/Answers: redis 7/)).toBeVisible()
    await page.getByRole('button', { name: 'Save and connect' }).click()
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
    await expect(page.getByText('Recorded answers.')).toBeHidden()
  })

  await test.step('the Overview shows the server’s exact counts', async () => {
    const total = Number(await authed('dbsize'))
    await expect(rowOf(page, 'Total')).toContainText(total.toLocaleString('en'))
    for (const namespace of ['pncp', 'comprasnet', 'govbr', 'unified']) {
      const keys = await countOf(namespace)
      await expect(rowOf(page, namespace)).toContainText(keys.toLocaleString('en'))
    }
  })

  await test.step('the providers’ addresses are settings', async () => {
    await page.evaluate(() => {
      location.hash = '#/settings/providers'
    })
    for (const id of ['pncp', 'comprasnet', 'govbr']) {
      const section = page.getByRole('region', { name: id, exact: true })
      await section.getByLabel('Address of the API').fill(replay.urls[id] ?? '')
      await section.getByRole('button', { name: 'Save address' }).click()
      await expect(page.getByText(`Address of ${id} saved.`)).toBeVisible()
    }
  })

  const day = cacheDayOf(Date.now())
  await test.step('all three providers are fetched and stored for 25 h', async () => {
    await page.evaluate(() => {
      location.hash = '#/fetches'
    })
    await page
      .getByRole('button', { name: /^Fetch…/ })
      .first()
      .click()
    await page.getByRole('dialog').getByRole('button', { name: 'Fetch 3 providers' }).click()
    for (const id of ['pncp', 'comprasnet', 'govbr']) {
      const lane = page.getByRole('article', { name: id, exact: true })
      await expect(lane.getByText(`Stored in ${id}:daily_fetch:${day}`)).toBeVisible({ timeout: 30_000 })
      const ttl = Number(await authed('ttl', `${id}:daily_fetch:${day}`))
      expect(ttl).toBeGreaterThan(89_800)
      expect(ttl).toBeLessThanOrEqual(90_000)
    }
  })

  await test.step('the Python side reads what was written', async () => {
    const peer = await pythonPeer()
    test.skip(peer === null, 'no python3 with redis on this machine')
    for (const id of ['pncp', 'comprasnet', 'govbr']) {
      const url = `redis://:${encodeURIComponent('s3cret & spaced')}@127.0.0.1:${redis.port}/0`
      const { stdout } = await run(
        peer ?? '',
        ['test/fixtures/interop/python_peer.py', '--url', url, 'read-daily', id, day],
        {
          maxBuffer: 64 * 1024 * 1024,
        },
      )
      const payload = JSON.parse(stdout) as { provider: string; total_opportunities: number; data: unknown[] }
      expect(payload.provider).toBe(id)
      expect(payload.total_opportunities).toBeGreaterThan(0)
      expect(payload.data).toHaveLength(payload.total_opportunities)
    }
  })

  const others = await witness()
  const before = await countOf('pncp')
  await test.step('pncp is invalidated: previewed, confirmed by its name, balanced', async () => {
    await page.evaluate(() => {
      location.hash = '#/providers/pncp'
    })
    await page.getByRole('button', { name: /^Invalidate…/ }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText('other keys of pncp')).toBeVisible()
    await dialog.getByRole('button', { name: 'Continue' }).click()
    const act = dialog.getByRole('button', { name: `Invalidate ${before} keys` })
    await expect(act).toBeDisabled()
    await dialog.getByRole('textbox').fill('PNCP')
    await expect(act).toBeDisabled()
    await dialog.getByRole('textbox').fill('pncp')
    await act.click()
    await expect(dialog.getByText(`${before} keys deleted of pncp`)).toBeVisible()
    await expect(dialog.getByText('The five counts add up to the preview')).toBeVisible()
    expect(await countOf('pncp')).toBe(0)
    expect(await witness()).toEqual(others)
  })

  await test.step('undo brings every key back', async () => {
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Undo…' }).click()
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.getByRole('button', { name: `Restore ${before} keys` }).click()
    await expect(dialog.getByText(`${before} keys restored`)).toBeVisible()
    expect(await countOf('pncp')).toBe(before)
    await dialog.getByRole('button', { name: 'Finish' }).click()
  })

  expect(shell.complaints).toEqual([])
})

/** The row of a table whose header cell reads `name`. */
function rowOf(on: Page, name: string): Locator {
  return on
    .getByRole('row')
    .filter({ has: on.getByRole('rowheader', { name: new RegExp(`^${name}\\b`) }) })
    .first()
}

/** One of the choices of a segmented control. */
function choose(on: Page, label: string): Promise<void> {
  return on.getByRole('radio', { name: label, exact: true }).click()
}

function authed(...args: string[]): Promise<string> {
  return redis.cli(...args)
}

async function keys(): Promise<string[]> {
  return (await redis.cli('--no-raw', 'keys', '*')).split('\n').map((line) => line.replace(/^\s*\d+\) /, ''))
}

async function countOf(namespace: string): Promise<number> {
  return (await keys()).filter((key) => key.startsWith(`"${namespace}:`)).length
}

/** Every key outside pncp. */
async function witness(): Promise<string[]> {
  return (await keys()).filter((key) => !key.startsWith('"pncp:')).sort()
}

async function pythonPeer(): Promise<string | null> {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const found = await run(python, ['-c', 'import redis']).then(
      () => true,
      () => false,
    )
    if (found) return python
  }
  return null
}
