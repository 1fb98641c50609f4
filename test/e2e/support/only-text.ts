import { expect, type Page } from '@playwright/test'

/** What a text would have become had it been taken for markup. */
const foreign =
  '#root :is(script, img, iframe, object, embed, link, style, base, meta, math, form[action], [onerror], [onload], [onfocus], [href^="javascript"])'

/** Nothing of what is shown was taken for markup, and nothing of it ran. The corpus: test/support/hostile-texts.ts. */
export async function expectOnlyText(page: Page): Promise<void> {
  expect(await page.locator(foreign).count()).toBe(0)
  expect(await page.evaluate(() => 'owned' in window)).toBe(false)
}

/** @returns the addresses outside the console that the page has asked for since, as they come */
export function foreignRequests(page: Page): readonly string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith('app://console/')) asked.push(request.url())
  })
  return asked
}
