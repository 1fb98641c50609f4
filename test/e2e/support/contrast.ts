import type { Page } from '@playwright/test'

declare global {
  interface Window {
    /** Contrast of a colour against what is behind, 1 to 21 (WCAG 2.2): the grounds of an element and all it stands in. */
    contrastOf(color: string, behind: Element | null): number
  }
}

/** Puts `contrastOf` into the page, once. The page's own canvas reads the colours, in whatever notation they are. */
export async function bringContrast(page: Page): Promise<void> {
  await page.evaluate(() => {
    if ('contrastOf' in window) return
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
    if (canvas === null) throw new Error('no canvas to read colours from')
    Object.assign(window, {
      contrastOf(color: string, behind: Element | null): number {
        const grounds: string[] = []
        for (let one = behind; one !== null; one = one.parentElement)
          grounds.unshift(getComputedStyle(one).backgroundColor)
        const [light = 0, dark = 0] = [luminance(grounds), luminance([...grounds, color])].toSorted((a, b) => b - a)
        return (light + 0.05) / (dark + 0.05)
      },
    })

    /** Of colours laid over each other. */
    function luminance(layers: readonly string[]): number {
      if (canvas === null) return 0
      canvas.clearRect(0, 0, 1, 1)
      for (const layer of layers) {
        canvas.fillStyle = layer
        canvas.fillRect(0, 0, 1, 1)
      }
      const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) =>
        part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      )
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
  })
}
