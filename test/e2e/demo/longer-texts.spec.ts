import { expect } from '@playwright/test'
import { inMain } from '../support/in-main.ts'
import { cutByLongerTexts } from '../support/longer-texts.ts'
import { waitForDemo } from '../support/open-connection.ts'
import { test } from '../support/shared-console.ts'

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

test.beforeAll(async ({ shell }) => {
  // What the screen reads by itself would put the shorter words back.
  await waitForDemo(shell, { refreshSeconds: 0 })
  await inMain(shell.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1_024, 640))
})
test.afterAll(({ shell }) =>
  inMain(shell.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1_440, 900)),
)

for (const screen of screens) {
  test(`nothing is cut on ${screen}`, async ({ shell }) => {
    const { page } = shell
    await page.evaluate((path) => {
      location.hash = `#/${path}`
    }, screen)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
    expect(await cutByLongerTexts(page)).toEqual([])
  })
}
