import { expect, type Locator, type Page } from '@playwright/test'

/** More stops than any screen has. */
const mostStops = 120

/** Goes on by the Tab key until the control has the focus; each stop on the way must be seen. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  for (let stop = 0; stop < mostStops; stop++) {
    if (await control.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
    await expectVisibleFocus(page)
  }
  throw new Error('the control is not reached by the Tab key')
}

/** What has the focus shows a ring of two pixels at least and nothing lies over it (WCAG 2.4.7, 2.4.11). */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const fault = await page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return null // between the page's end and its beginning
    if (element.hasAttribute('data-base-ui-focus-guard')) return null
    const box = element.getBoundingClientRect()
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const isCovered = over !== null && !element.contains(over) && !over.contains(element)
    // The ring may be that of the field around it.
    const rings = [element, element.parentElement].map((one) => (one === null ? 0 : ring(getComputedStyle(one))))
    const words = element.outerHTML.slice(0, 120)
    if (isCovered) return `covered by ${over.outerHTML.slice(0, 80)}: ${words}`
    return Math.max(...rings) < 2 ? `no ring: ${words}` : null

    function ring({ outlineStyle, outlineWidth, boxShadow }: CSSStyleDeclaration): number {
      if (outlineStyle !== 'none') return Number.parseFloat(outlineWidth)
      return boxShadow === 'none' ? 0 : Math.max(...[...boxShadow.matchAll(/([\d.]+)px/g)].map(([, px]) => Number(px)))
    }
  })
  expect(fault).toBeNull()
}
