/** How long the last word of a sentinel counts: three questions may go unanswered. */
const countsMs = 7_000

/** When a sentinel last named the server a link stands on, and whether the others were told that none does any more. */
export interface SentinelWord {
  /** One named it just now. @returns whether that is news: it had run out, and that was told */
  heard(): boolean
  isOld(): boolean
  /** @returns whether it ran out since this was last asked: to be told once */
  ranOut(): boolean
}

export function createSentinelWord(): SentinelWord {
  let heardAt = performance.now()
  let told = false
  const isOld = () => performance.now() - heardAt >= countsMs
  return {
    heard() {
      const isNews = told
      heardAt = performance.now()
      told = false
      return isNews
    },
    isOld,
    ranOut() {
      if (told || !isOld()) return false
      told = true
      return true
    },
  }
}
