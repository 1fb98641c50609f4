import type { Page } from '@playwright/test'
import axe, { type AxeResults } from 'axe-core'

/** Success criteria and good practice, by axe's tags. */
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The rules whose answer another style sheet can change while the document stays as it is. */
const looks = { type: 'rule', values: ['color-contrast', 'link-in-text-block', 'target-size'] }

/**
 * What axe finds wrong in the page as it stands, a line each. axe is put into the page once and stays: its own Playwright
 * package does so anew for every look, which takes twice as long as the look.
 * @param within - a selector; the whole page by default
 * @param rules - `looks`: the same document, all rules passed, is shown in other colours
 */
export async function accessibilityFaults(
  page: Page,
  within = 'html',
  rules: 'everything' | 'looks' = 'everything',
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(
    async ([selector, runOnly]) => {
      // What is on its way in is half transparent. Some motions never end: those of what loads.
      const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
      await Promise.allSettled(ending.map(({ finished }) => finished))
      const { axe: inPage } = window as unknown as {
        axe: { run(context: string, options: object): Promise<AxeResults> }
      }
      return inPage.run(selector, { runOnly, resultTypes: ['violations'] })
    },
    [within, rules === 'looks' ? looks : everything] as const,
  )
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)
}
