import { expect, test } from '@playwright/test'
import { Redis } from 'ioredis'
import { longNames } from '../../support/long-names.ts'
import { startRedis } from '../../support/redis-server.ts'
import { launchConsole } from '../support/launch-console.ts'
import { openServer } from '../support/open-connection.ts'
import { pageHeapBytes } from '../support/page-heap.ts'
import { tellFigure } from '../support/tell-figure.ts'

const mebibyte = 2 ** 20
/** A busy machine takes its time to ask about names of 100 MiB. */
const patience = { timeout: 60_000 }

test('B12: the window on a hundred names of a mebibyte: it holds their cut labels, and a whole name only where it is asked for', async () => {
  test.setTimeout(240_000)
  const redis = await startRedis()
  const client = new Redis({ port: redis.port, host: '127.0.0.1' })
  for (const name of longNames(100)) await client.set(name, 'v')
  await client.set('pncp:search_v2:a', 'v')
  client.disconnect()
  const shell = await launchConsole()
  const { page } = shell
  try {
    await openServer(shell, redis, { language: 'en', refreshSeconds: 0 }, { readOnly: true })
    const go = (hash: string) =>
      page.evaluate((to) => {
        location.hash = to
      }, hash)
    const rows = page.getByRole('grid', { name: 'List of keys' }).locator('tbody tr')
    await go('#/keys?ns=pncp')
    await expect(rows).toHaveCount(1, patience)
    const before = await pageHeapBytes(page)
    const grown = async () => ((await pageHeapBytes(page)) - before) / mebibyte

    await go('#/keys?ns=-')
    await expect(page.getByText('100 keys, by name')).toBeVisible(patience)
    await rows.first().focus()
    await page.keyboard.press('End')
    await expect(page.locator('tr[aria-rowindex="101"]')).toBeFocused()
    await expect(page.locator('tr[aria-rowindex="101"] .middle-cut')).toBeVisible(patience)
    const labels = await rows
      .locator('.middle-cut')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title')?.length ?? 0))
    expect(Math.max(...labels)).toBeLessThanOrEqual(300)
    const listed = await grown()
    expect(listed).toBeLessThanOrEqual(50)

    await page.keyboard.press('Enter')
    const panel = page.locator('.keys__panel')
    await panel.getByRole('button', { name: /^Read the whole name/ }).click()
    await expect(panel.getByRole('button', { name: 'Copy name' })).toBeVisible()
    const read = await grown()
    expect(read).toBeLessThanOrEqual(50)
    tellFigure(
      `the page grew by ${listed.toFixed(1)} MiB with the list, ${read.toFixed(1)} MiB with a whole name, of 50`,
    )
  } finally {
    await shell.quit()
    await redis.stop()
  }
})
