import { expect, type Locator, type Page } from '@playwright/test'
import { bringContrast } from './contrast.ts'

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

/**
 * What has the focus shows a ring of two pixels at least that stands out from what is behind it by 3:1, and nothing lies
 * over it (WCAG 2.4.7, 2.4.11, 2.4.13).
 */
export async function expectVisibleFocus(page: Page): Promise<void> {
  await bringContrast(page)
  const fault = await page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return null // between the page's end and its beginning
    if (element.hasAttribute('data-base-ui-focus-guard')) return null
    const box = element.getBoundingClientRect()
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const isCovered = over !== null && !element.contains(over) && !over.contains(element)
    const words = element.outerHTML.slice(0, 120)
    if (isCovered) return `covered by ${over.outerHTML.slice(0, 80)}: ${words}`
    // The ring may be that of the field around it.
    const rings = [element, element.parentElement].flatMap((one) => (one === null ? [] : ring(one)))
    const wide = rings.filter(({ width }) => width >= 2)
    if (wide.length === 0) return `no ring: ${words}`
    const most = Math.max(...wide.map(({ contrast }) => contrast))
    return most < 3 ? `a ring of ${most.toFixed(2)}:1: ${words}` : null

    function ring(on: Element): { width: number; contrast: number }[] {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(on)
      // An outline stands around the element, on what is behind it; a shadow inside lies on the element itself.
      if (outlineStyle !== 'none' && !outlineColor.endsWith(', 0)')) {
        const inside = Number.parseFloat(getComputedStyle(on).outlineOffset) < 0
        return [
          {
            width: Number.parseFloat(outlineWidth),
            contrast: window.contrastOf(outlineColor, inside ? on : on.parentElement),
          },
        ]
      }
      if (boxShadow === 'none') return []
      const widths = [...boxShadow.matchAll(/(-?[\d.]+)px/g)].map(([, px]) => Math.abs(Number(px)))
      const color = /^(?:rgba?|color)\([^)]*\)/.exec(boxShadow)?.[0] ?? ''
      return [
        {
          width: Math.max(...widths),
          contrast: window.contrastOf(color, boxShadow.includes('inset') ? on : on.parentElement),
        },
      ]
    }
  })
  expect(fault).toBeNull()
}
