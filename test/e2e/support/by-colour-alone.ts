import type { Page } from '@playwright/test'
import { bringContrast } from './contrast.ts'

/**
 * What in the page as it stands is told by colour alone, or by a mark too faint (battery U4), a line each: states without a
 * word or a shape, cells of two states that look alike in grey, marks below 3:1.
 */
export async function byColourAlone(page: Page): Promise<string[]> {
  await bringContrast(page)
  return page.evaluate(() => {
    const faults: string[] = []
    const all = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility())
    const words = (element: Element) => element.outerHTML.slice(0, 140)

    for (const state of all('.status')) {
      if (state.textContent.trim() === '') faults.push(`no word: ${words(state)}`)
      if (state.querySelector('svg') === null) faults.push(`no shape: ${words(state)}`)
    }
    for (const badge of all('.badge')) if (badge.textContent.trim() === '') faults.push(`no word: ${words(badge)}`)
    for (const cells of all('.page-cells')) {
      if (cells.querySelector('.page-cell') && !/\d/.test(cells.ariaLabel ?? ''))
        faults.push(`no words: ${words(cells)}`)
    }
    for (const cell of all('.fetch-calendar .fetch-calendar__cell')) {
      if (!cell.querySelector('.visually-hidden')?.textContent) faults.push(`no words: ${words(cell)}`)
    }

    alike('.page-legend .page-cell', /page-cell--(\w+)/)
    alike('.fetch-calendar .fetch-calendar__cell', /fetch-calendar__cell--(?!heat)(\w+)/)

    const marks =
      '.status > svg, .provider-mark, .status-bar__dot, .page-legend .page-cell, .fetch-calendar__cell > svg'
    for (const mark of all(marks)) {
      const contrast = Math.max(...colorsOf(mark).map((color) => window.contrastOf(color, mark.parentElement)))
      if (contrast < 3) faults.push(`${contrast.toFixed(2)}:1: ${words(mark)}`)
    }
    return [...new Set(faults)]

    /** Two states whose cells have the same shape, sign and pattern differ by colour alone. */
    function alike(selector: string, name: RegExp): void {
      const shapes = new Map<string, string>()
      for (const cell of all(selector)) {
        const state = name.exec(cell.className)?.[1] ?? ''
        const { backgroundColor, backgroundImage, boxShadow, borderStyle, clipPath } = getComputedStyle(cell)
        const sign =
          cell.querySelector('svg')?.getAttribute('class') ??
          (/\d/.test(cell.lastElementChild?.textContent ?? '') ? 'figure' : '')
        const isFilled = !backgroundColor.endsWith(', 0)')
        const shape = [backgroundImage, boxShadow, borderStyle, clipPath, isFilled, sign]
          .join(' ')
          .replaceAll(/(rgba?|color)\([^)]*\)/g, 'colour')
        const other = shapes.get(shape)
        if (other !== undefined && other !== state) faults.push(`${state} looks like ${other}: ${shape}`)
        shapes.set(shape, state)
      }
    }

    function colorsOf(mark: Element): string[] {
      const { color, backgroundColor, backgroundImage, boxShadow, fill, stroke } = getComputedStyle(mark)
      if (mark instanceof SVGElement) {
        const drawn = [...mark.querySelectorAll('*')].map((part) => getComputedStyle(part))
        return [color, fill, stroke, ...drawn.flatMap((part) => [part.fill, part.stroke])].filter(
          (one) => /^(rgb|color)/.test(one) && one !== 'rgb(0, 0, 0)',
        )
      }
      return [...`${backgroundColor} ${backgroundImage} ${boxShadow}`.matchAll(/(?:rgba?|color)\([^)]*\)/g)].map(
        ([found]) => found,
      )
    }
  })
}
