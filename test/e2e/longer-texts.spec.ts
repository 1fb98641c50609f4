import { expect, test } from '@playwright/test'
import { ask } from './support/ask.ts'
import { inMain } from './support/in-main.ts'
import { type LaunchedConsole, launchConsole } from './support/launch-console.ts'
import { cutByLongerTexts } from './support/longer-texts.ts'

// The smallest window in a pseudo-language 40 % longer than Portuguese: nothing that must be read is cut.

const screens = [
  'overview',
  'providers/pncp',
  'fetches',
  'keys?ns=pncp&family=search_v2',
  'server',
  'activity',
  'settings',
  'settings/connections/new',
  'settings/providers',
  'settings/preferences',
]

let shell: LaunchedConsole
test.beforeAll(async () => {
  shell = await launchConsole()
  await inMain(shell.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1_024, 640))
  await expect(shell.page.locator('.recharts-bar-rectangle').first()).toBeVisible({ timeout: 30_000 })
  // What the screen reads by itself would put the shorter words back.
  await ask(shell.page, 'settings.update', { language: 'pt-BR', refreshSeconds: 0 })
})
test.afterAll(async () => {
  await shell?.quit()
})

for (const screen of screens) {
  test(`nothing is cut on ${screen}`, async () => {
    const { page } = shell
    await page.evaluate((path) => {
      location.hash = `#/${path}`
    }, screen)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    expect(await cutByLongerTexts(page)).toEqual([])
    // Drawn anew for the next one.
    await page.reload()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  })
}
