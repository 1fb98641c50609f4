import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { ask } from './support/ask.ts'
import { type LaunchedConsole, launchConsole } from './support/launch-console.ts'

// Every screen, both themes, both languages: accessible by axe, no scroll bar across, no violation of the page's policy.

const screens = [
  'overview',
  'providers/pncp',
  'fetches',
  'activity',
  'settings',
  'settings/connections/new',
  'settings/preferences',
]
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

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
        const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
        const found = violations.map(
          ({ id, nodes }) => `${screen}: ${id} ${nodes.map(({ target }) => target).join(' | ')}`,
        )
        expect(found).toEqual([])
        const across = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect(across, `${screen} scrolls sideways`).toBe(0)
      }
      expect(shell.complaints).toEqual([])
    })
  }
}
