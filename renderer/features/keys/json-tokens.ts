/** A piece of one line of indented JSON, for its colour alone. */
export interface JsonToken {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'plain'
  readonly text: string
}

/** Longer lines stay in one colour: they are one string. */
const longest = 2_000

const tokens = /("[^"\\]*(?:\\.[^"\\]*)*")(:?)|(-?\d[\d.eE+-]*)|\b(true|false|null)\b/g

/** @param line - one line of what main indented */
export function jsonTokens(line: string): readonly JsonToken[] {
  if (line.length > longest) return [{ kind: 'plain', text: line }]
  const out: JsonToken[] = []
  let at = 0
  for (const match of line.matchAll(tokens)) {
    const [text, string, colon, number] = match
    if (match.index > at) out.push({ kind: 'plain', text: line.slice(at, match.index) })
    if (string === undefined) out.push({ kind: number === undefined ? 'word' : 'number', text })
    else {
      out.push({ kind: colon ? 'key' : 'string', text: string })
      if (colon) out.push({ kind: 'plain', text: colon })
    }
    at = match.index + text.length
  }
  if (at < line.length) out.push({ kind: 'plain', text: line.slice(at) })
  return out
}
