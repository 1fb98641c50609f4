import { expect, test } from '@playwright/test'
import { accessibilityFaults } from './support/accessibility.ts'
import { ask } from './support/ask.ts'
import { type LaunchedConsole, launchConsole } from './support/launch-console.ts'

// Every screen, both themes, both languages: accessible by axe, no scroll bar across, no violation of the page's policy.

const screens = [
  'overview',
  'providers/pncp',
  'providers/policies',
  'fetches',
  'fetches/search',
  'fetches/compare',
  'keys',
  'server',
  'activity',
  'activity?tab=live',
  'settings',
  'settings/connections/new',
  'settings/preferences',
  'settings/providers',
  'settings/schedule',
]

let shell: LaunchedConsole
test.beforeAll(async () => {
  shell = await launchConsole()
  await expect(shell.page.locator('.recharts-bar-rectangle').first()).toBeVisible({ timeout: 20_000 })
})
test.afterAll(async () => {
  await shell.quit()
})

for (const theme of ['dark', 'light'] as const) {
  for (const language of ['pt-BR', 'en'] as const) {
    test(`every screen in ${theme}, ${language}`, async () => {
      const { page } = shell
      await ask(page, 'settings.update', { theme, language })
      for (const screen of screens) {
        await page.evaluate((path) => {
          location.hash = `#/${path}`
        }, screen)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('html')).toHaveAttribute('lang', language)
        // Loading shows a skeleton after 150 ms; what is judged is the screen itself.
        await page.waitForTimeout(180)
        expect(await accessibilityFaults(page), screen).toEqual([])
        const across = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(across, `${screen} scrolls sideways`).toBe(0)
      }
      expect(shell.complaints).toEqual([])
    })
  }
}
