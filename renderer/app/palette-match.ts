/** Titles stay the same while a word is typed letter by letter: each is made plain once. */
const plainTexts = new Map<string, string>()
const mostPlainTexts = 20_000
const accented = /[^\p{ASCII}]/gu

/** Lower case without accents, so that "visao" finds "Visão"; every character stays one character. */
export function plain(text: string): string {
  const known = plainTexts.get(text)
  if (known !== undefined) return known
  const made = text.replace(accented, (sign) => sign.normalize('NFD').charAt(0)).toLowerCase()
  if (plainTexts.size >= mostPlainTexts) plainTexts.clear()
  plainTexts.set(text, made)
  return made
}

/**
 * How well an entry fits what was typed, 0 (not at all) to 1: the beginning of the title, of a word, anywhere in it,
 * then its letters in order. @param others - the same entry in other words: another language, its consequence
 */
export function matchScore(typed: string, title: string, others: readonly string[]): number {
  const wanted = plain(typed.trim())
  if (wanted === '') return 1
  const own = scoreOf(wanted, plain(title))
  return Math.max(own, ...others.map((other) => scoreOf(wanted, plain(other)) * 0.9))
}

function scoreOf(wanted: string, text: string): number {
  const first = text.indexOf(wanted)
  if (first === 0) return 1
  for (let at = first; at !== -1; at = text.indexOf(wanted, at + 1)) if (beginsWord(text, at)) return 0.8
  if (first !== -1) return 0.6
  return inOrder(wanted, text) ? 0.3 : 0
}

const beginsWord = (text: string, at: number) => !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))

/** Letters in order, each at most three signs after the one before: loose enough for slips, tight enough to mean it. */
function inOrder(wanted: string, text: string): boolean {
  let at = -1
  for (const letter of wanted) {
    if (letter === ' ') continue
    const next = text.indexOf(letter, at + 1)
    if (next === -1 || (at !== -1 && next - at > 3)) return false
    at = next
  }
  return true
}

/** @returns the parts of a title, those that were typed marked */
export function markMatch(typed: string, title: string): readonly { readonly text: string; readonly hit: boolean }[] {
  const wanted = plain(typed.trim())
  const signs = Array.from(title)
  const at = wanted === '' ? -1 : plain(title).indexOf(wanted)
  if (at === -1) return [{ text: title, hit: false }]
  const end = at + Array.from(wanted).length
  return [
    { text: signs.slice(0, at).join(''), hit: false },
    { text: signs.slice(at, end).join(''), hit: true },
    { text: signs.slice(end).join(''), hit: false },
  ].filter(({ text }) => text !== '')
}
