/** Takes the text of a daily fetch in pieces and gives its items one by one: such a value may be a hundred megabytes. */
export interface DailySplitter {
  /** @returns the JSON text of each item that ends in this piece */
  push(piece: string): string[]
  /** @returns the text around the items, an empty list in their place; null where it is no JSON object with its `data` */
  envelope(): string | null
}

/** Text around the items, and of a single item, that is taken for the value's own; longer ones are no daily fetch. */
const mostEnvelope = 65_536
const mostItem = 8_388_608

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const openers = new Set([0x5b, 0x7b])
const closers = new Set([0x5d, 0x7d])

export function createDailySplitter(): DailySplitter {
  let envelope = ''
  let item = ''
  let depth = 0
  let inText = false
  let escaped = false
  /** The last text at the top level, and the name of the member that follows it. */
  let text = ''
  let member = ''
  let inItems = false
  let found = false
  let broken = false

  function push(piece: string): string[] {
    const items: string[] = []
    /** Where what has not been kept yet begins. */
    let from = 0
    const keep = (to: number) => {
      if (inItems) item += piece.slice(from, to)
      else envelope += piece.slice(from, to)
      from = to
      if (item.length > mostItem || envelope.length > mostEnvelope) broken = true
    }
    const endItem = (at: number) => {
      keep(at)
      if (item.trim() !== '') items.push(item)
      item = ''
      from = at + 1
    }
    for (let at = 0; at < piece.length && !broken; at++) {
      const code = piece.charCodeAt(at)
      if (inText) {
        if (depth === 1) text += piece[at]
        if (escaped) escaped = false
        else if (code === backslash) escaped = true
        else if (code === quote) inText = false
      } else if (code === quote) {
        inText = true
        text = ''
      } else if (openers.has(code)) {
        depth++
        if (depth === 2 && code === 0x5b && member === 'data"' && !found) {
          keep(at + 1)
          inItems = true
          found = true
        }
      } else if (closers.has(code)) {
        if (inItems && depth === 2) {
          endItem(at)
          inItems = false
          from = at
        }
        depth--
      } else if (depth === 1 && code === colon) member = text
      else if (depth === 1 && code === comma) member = ''
      else if (inItems && depth === 2 && code === comma) endItem(at)
    }
    keep(piece.length)
    return broken ? [] : items
  }

  return { push, envelope: () => (broken || !found || inItems || inText || depth !== 0 ? null : envelope) }
}
