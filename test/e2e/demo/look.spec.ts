import { expect } from '@playwright/test'
import { accessibilityFaults } from '../support/accessibility.ts'
import { ask } from '../support/ask.ts'
import { waitForDemo } from '../support/open-connection.ts'
import { test } from '../support/shared-console.ts'

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

test.beforeAll(({ shell }) => waitForDemo(shell))

for (const language of ['pt-BR', 'en'] as const) {
  test(`every screen in ${language}, dark and light`, async ({ shell }) => {
    const { page } = shell
    await ask(page, 'settings.update', { language })
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    for (const screen of screens) {
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.evaluate((path) => {
        location.hash = `#/${path}`
      }, screen)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      // What is judged is the screen itself, not its skeleton.
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
      await expect(page.getByRole('status', { name: /^(Carregando|Loading)/ })).toHaveCount(0)
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      expect(await accessibilityFaults(page), screen).toEqual([])
      const across = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(across, `${screen} scrolls sideways`).toBe(0)
      await page.emulateMedia({ colorScheme: 'light' })
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
      expect(await accessibilityFaults(page, 'html', 'looks'), `${screen} in light`).toEqual([])
    }
    expect(shell.complaints).toEqual([])
  })
}

test.afterAll(({ shell }) => shell.page.emulateMedia({ colorScheme: null }))
