import type { Page } from '@playwright/test'

/**
 * A pseudo-language in the page as it stands: every text that is none of Redis's own becomes 40 % longer for the look, and is
 * as before after it.
 * @returns what is cut then, a line each: parts that hide what does not fit, and controls and heads that shorten theirs
 */
export async function cutByLongerTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Names, keys, commands, figures: they have the same length in every language.
    const foreign = '.mono, .kbd, code, .rail__hint, .middle-cut, .recharts-wrapper, svg, select, .connection__name'
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode()) texts.push(walker.currentNode as Text)
    const before = texts.map((text) => text.data)
    for (const text of texts) {
      const words = text.data.trim()
      if (!/\p{Ll}{3}/u.test(words) || text.parentElement?.closest(foreign)) continue
      text.data = text.data.replace(words, `${words}${words.slice(0, Math.ceil(0.4 * words.length))}`)
    }
    // These may shorten nothing: what they say is said nowhere else.
    const whole = 'button, a, label, h1, h2, h3, [role="tab"], .status, .field__help, .banner__text'
    const cut: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const { overflowX, textOverflow, clipPath, position } = getComputedStyle(element)
      const hides = overflowX === 'hidden' || overflowX === 'clip'
      const isSeen =
        element.clientWidth > 1 && element.clientHeight > 1 && clipPath === 'none' && element.checkVisibility()
      if (!isSeen || element.closest('svg, select, input') || position === 'fixed') continue
      const isTooWide = element.scrollWidth > element.clientWidth + 1
      const mayShorten = textOverflow === 'ellipsis' && !element.matches(whole)
      const isMeant = !hides && !element.matches(whole)
      const isInline = getComputedStyle(element).display === 'inline'
      if (isTooWide && !mayShorten && !isMeant && !isInline) {
        cut.push(`${element.tagName.toLowerCase()}.${element.className} “${element.innerText.slice(0, 60)}”`)
      }
    }
    for (const [at, text] of texts.entries()) text.data = before[at] ?? ''
    return [...new Set(cut)]
  })
}
