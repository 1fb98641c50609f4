import type { Page } from '@playwright/test'

/** What the page shows once the act is done: an element, with this text where one is given. */
export interface Sign {
  readonly selector: string
  readonly text?: string
}

const patienceMs = 20_000

/**
 * @returns milliseconds from the press of a key to the end of the first frame that shows the sign
 * @throws Error where it never shows
 */
export async function pressToPaint(page: Page, key: string, sign: Sign): Promise<number> {
  // In an object, which is not waited for: the key is pressed once the page listens.
  const watch = await page.evaluateHandle(
    ([{ selector, text }, patience]) => ({
      painted: new Promise<number | null>((resolve) => {
        let pressedAt: number | null = null
        const until = performance.now() + patience
        const onPress = (event: KeyboardEvent) => {
          pressedAt = event.timeStamp
        }
        const end = (figure: number | null) => {
          removeEventListener('keydown', onPress, { capture: true })
          resolve(figure)
        }
        addEventListener('keydown', onPress, { capture: true })
        const look = () => {
          const from = pressedAt
          const found = from === null ? null : document.querySelector(selector)
          const isShown = found !== null && (text === undefined || found.textContent === text)
          if (performance.now() > until) end(null)
          else if (!isShown || from === null) requestAnimationFrame(look)
          // Behind the frame that this callback belongs to.
          else setTimeout(() => end(performance.now() - from))
        }
        requestAnimationFrame(look)
      }),
    }),
    [sign, patienceMs] as const,
  )
  await page.keyboard.press(key)
  const ms = await watch.evaluate(({ painted }) => painted)
  if (ms === null) {
    const focused = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120))
    throw new Error(`${key} never showed ${sign.selector} ${sign.text ?? ''}, pressed on ${focused}`)
  }
  return ms
}

export interface Scrolled {
  readonly framesPerSecond: number
  /** Rows in the document at most. */
  readonly mostRows: number
}

/** Scrolls the list for some seconds by so many pixels a frame. */
export async function scrollFor(page: Page, seconds: number, pixels: number): Promise<Scrolled> {
  return page.evaluate(
    async ([forSeconds, perFrame]) => {
      const grid = document.querySelector('.grid')
      if (grid === null) throw new Error('no list to scroll')
      const startedAt = performance.now()
      let frames = 0
      let mostRows = 0
      while (performance.now() - startedAt < forSeconds * 1_000) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        frames += 1
        grid.scrollTop = (frames * perFrame) % (grid.scrollHeight - grid.clientHeight)
        mostRows = Math.max(mostRows, document.querySelectorAll('tr').length)
      }
      return { framesPerSecond: (1_000 * frames) / (performance.now() - startedAt), mostRows }
    },
    [seconds, pixels] as const,
  )
}
