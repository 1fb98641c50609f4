import type { Page } from '@playwright/test'
import axe, { type AxeResults } from 'axe-core'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What axe finds wrong in the page as it stands, a line each. axe is put into the page once and stays: its own Playwright
 * package does so anew for every look, which takes twice as long as the look.
 * @param within - a selector; the whole page by default
 */
export async function accessibilityFaults(page: Page, within = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    ([selector, tags]) => {
      const { axe: inPage } = window as unknown as {
        axe: { run(context: string, options: object): Promise<AxeResults> }
      }
      return inPage.run(selector, { runOnly: tags, resultTypes: ['violations'] })
    },
    [within, rules] as const,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)
}
