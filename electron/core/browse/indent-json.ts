import type { JsonFacts } from '../../../shared/contract/keys.ts'
import { shownText } from './key-label.ts'

/** Deeper values are shown as text. Source: acceptance battery, default limits. */
export const deepest = 512

export interface IndentedJson {
  readonly facts: JsonFacts
  /** Indented by two, digits as in the source; whatever was written before a fault where there is one. */
  readonly text: string
  /** There is more than `text` holds. */
  readonly cut: boolean
}

/** Signs read between two pauses: some milliseconds of work. */
const burst = 262_144

/**
 * Reads a text as JSON (RFC 8259, no extension) and writes it anew with line ends and indents. Numbers, repeated names and
 * the order of names stay as they are, because nothing becomes a JavaScript value. Not recursive: depth costs no stack.
 * @param pause - lets others have their turn; called every few milliseconds of work
 */
export async function indentJson(text: string, mostShown: number, pause: () => Promise<void>): Promise<IndentedJson> {
  const out = new Writer(mostShown)
  const open: ('{' | '[')[] = []
  let at = 0
  let pausedAt = 0
  let expecting: Expected = 'value'

  const fail = (reason: string, where = at): IndentedJson => ({
    facts: { state: 'invalid', ...positionOf(text, where), reason },
    text: out.text(),
    cut: out.isCut(),
  })

  for (;;) {
    if (at - pausedAt > burst) {
      pausedAt = at
      await pause()
    }
    at = afterBlanks(text, at)
    const sign = text[at]
    if (expecting === 'comma-or-end') {
      const inside = open.at(-1)
      if (inside === undefined) break
      if (sign === ',') {
        out.write(',')
        out.line(open.length)
        at += 1
        expecting = inside === '{' ? 'name' : 'value'
      } else if (sign === (inside === '{' ? '}' : ']')) {
        open.pop()
        out.line(open.length)
        out.write(sign)
        at += 1
      } else return fail(sign === undefined ? 'unexpected end' : `',' or '${inside === '{' ? '}' : ']'}' expected`)
      continue
    }
    if ((expecting === 'name-or-end' && sign === '}') || (expecting === 'value-or-end' && sign === ']')) {
      open.pop()
      out.write(sign)
      at += 1
      expecting = 'comma-or-end'
      continue
    }
    if (expecting === 'name' || expecting === 'name-or-end') {
      if (sign !== '"') return fail(sign === undefined ? 'unexpected end' : 'a name in double quotes expected')
      if (expecting === 'name-or-end') out.line(open.length)
      const end = stringEnd(text, at)
      if (end < 0) return fail('bad string', -end - 1)
      out.string(text.slice(at, end))
      at = afterBlanks(text, end)
      if (text[at] !== ':') return fail(at >= text.length ? 'unexpected end' : "':' expected")
      out.write(': ')
      at += 1
      expecting = 'value'
      continue
    }
    if (expecting === 'value-or-end') out.line(open.length)
    if (sign === '{' || sign === '[') {
      if (open.length >= deepest) return { facts: { state: 'too_deep', limit: deepest }, text: out.text(), cut: true }
      open.push(sign)
      out.write(sign)
      at += 1
      expecting = sign === '{' ? 'name-or-end' : 'value-or-end'
    } else if (sign === '"') {
      const end = stringEnd(text, at)
      if (end < 0) return fail('bad string', -end - 1)
      out.string(text.slice(at, end))
      at = end
      expecting = 'comma-or-end'
    } else {
      const word = wordAt(text, at)
      if (word === null) return fail(sign === undefined ? 'unexpected end' : 'a value expected')
      out.write(word)
      at += word.length
      expecting = 'comma-or-end'
    }
  }
  if (at < text.length) return fail('text behind the value')
  return { facts: { state: 'valid' }, text: out.text(), cut: out.isCut() }
}

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'comma-or-end'

/** Writes until it is full; what comes later is only read. */
class Writer {
  readonly #most: number
  readonly #pieces: string[] = []
  #length = 0
  #cut = false

  constructor(most: number) {
    this.#most = most
  }

  write(piece: string): void {
    if (this.#cut) return
    if (this.#length + piece.length > this.#most) {
      this.#pieces.push(piece.slice(0, this.#most - this.#length))
      this.#cut = true
      return
    }
    this.#length += piece.length
    this.#pieces.push(piece)
  }

  line(depth: number): void {
    if (!this.#cut) this.write(`\n${'  '.repeat(depth)}`)
  }

  /** A string as a reader expects it: `\u00e7` is ç, and what would hide or move text stays escaped. */
  string(source: string): void {
    if (this.#cut) return
    const plain = source.includes('\\') ? JSON.stringify(JSON.parse(source)) : source
    this.write(shownText(plain))
  }

  text(): string {
    return this.#pieces.join('')
  }

  isCut(): boolean {
    return this.#cut
  }
}

function afterBlanks(text: string, from: number): number {
  let at = from
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 13 || code === 9; ) {
    at += 1
    code = text.charCodeAt(at)
  }
  return at
}

const backslash = 0x5c
const quote = 0x22

/** @returns the place behind the closing quote; where it is none, minus the place of the fault, minus one */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return at + 1
    if (code < 0x20) return -at - 1
    if (code !== backslash) continue
    const next = text[at + 1] ?? ''
    if (next === 'u') {
      if (!/^[\da-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) return -at - 1
      at += 5
    } else if (next !== '' && '"\\/bfnrt'.includes(next)) at += 1
    else return -at - 1
  }
  return -text.length - 1
}

const words = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y

function wordAt(text: string, at: number): string | null {
  words.lastIndex = at
  return words.exec(text)?.[0] ?? null
}

function positionOf(text: string, at: number): { line: number; column: number } {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1 && end < at; end = text.indexOf('\n', end + 1)) {
    line += 1
    start = end + 1
  }
  return { line, column: at - start + 1 }
}
