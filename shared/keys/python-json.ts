import { PyNumber, pyFloat, pyInt } from './python-number.ts'

/**
 * JSON as Python's json module holds it. Objects are Maps: any key is ordinary (`__proto__`, `10`), and order is kept.
 * Numbers keep whether they are int or float, and every digit.
 */
export type PyJson = null | boolean | string | PyNumber | readonly PyJson[] | ReadonlyMap<string, PyJson>

/** Deeper values are refused: no writer of this cache nests so, and a stack must not overflow on a hostile one. */
export const maxDepth = 512

/** Python refuses to read longer ints. Source: CPython `sys.int_info.default_max_str_digits`. */
const maxIntDigits = 4_300

/**
 * Reads a JSON text as Python's `json.loads` does, NaN and the infinities included; of a repeated name the last value counts.
 * @throws SyntaxError with the position of what is wrong; RangeError where it nests deeper than `maxDepth`
 */
export function parseLossless(text: string): PyJson {
  const reader = new Reader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

/** `json.dumps(value, sort_keys=True)`: the text every hash is made of. Pure ASCII. */
export function dumpsSorted(value: PyJson): string {
  return dumps(value, { item: ', ', pair: ': ', sorted: true }, 0)
}

/** `json.dumps(value)`: names in their order, `", "` and `": "`. Pure ASCII. */
export function dumpsDefault(value: PyJson): string {
  return dumps(value, { item: ', ', pair: ': ', sorted: false }, 0)
}

/** `json.dumps(value, separators=(',', ':'))`: names in their order. Pure ASCII, so its length is its size in bytes. */
export function dumpsCompact(value: PyJson): string {
  return dumps(value, { item: ',', pair: ':', sorted: false }, 0)
}

/**
 * Makes a PyJson of JavaScript values. A whole number within ±(2^53 - 1) becomes an int, any other number a float; mark
 * a whole float with `pyFloat`, give a larger int as a bigint. PyNumber and Map pass; a name with `undefined` is left out.
 * @throws TypeError for what JSON has no word for; RangeError where it nests deeper than `maxDepth`
 */
export function fromNative(value: unknown, depth = 0): PyJson {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || value instanceof PyNumber)
    return value
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? pyInt(String(value)) : pyFloat(value)
  if (typeof value === 'bigint') return pyInt(String(value))
  checkDepth(depth)
  if (Array.isArray(value)) return value.map((item) => fromNative(item, depth + 1))
  const kind = Object.prototype.toString.call(value)
  if (kind !== '[object Object]' && !(value instanceof Map)) throw new TypeError(`JSON has no word for ${kind}`)
  const object = new Map<string, PyJson>()
  for (const [name, item] of value instanceof Map ? value : Object.entries(value as object)) {
    if (item !== undefined) object.set(String(name), fromNative(item, depth + 1))
  }
  return object
}

/** @returns plain JavaScript values; a number becomes the nearest one JavaScript has, and `1.0` is 1 */
export function toNative(value: PyJson): unknown {
  if (value instanceof PyNumber) return Number(value.text)
  if (isList(value)) return value.map(toNative)
  // fromEntries defines its names, so even `__proto__` becomes an ordinary one.
  if (value instanceof Map) {
    const members: ReadonlyMap<string, PyJson> = value // instanceof forgets what the map holds
    return Object.fromEntries([...members].map(([name, item]) => [name, toNative(item)]))
  }
  return value
}

/** Orders names by code point as Python does; `<` goes by UTF-16 unit and puts U+1F600 before U+FF5E. */
function byCodePoint([a]: readonly [string, PyJson], [b]: readonly [string, PyJson]): number {
  let at = 0
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1
  if (at === a.length || at === b.length) return a.length - b.length
  // Where the unit before is a high surrogate, the characters that differ begin with it.
  const start = at > 0 && (a.charCodeAt(at - 1) & 0xfc00) === 0xd800 ? at - 1 : at
  const pointOf = (text: string, index: number) => text.codePointAt(index) ?? 0
  return pointOf(a, start) - pointOf(b, start) || pointOf(a, at) - pointOf(b, at)
}

interface Style {
  readonly item: string
  readonly pair: string
  readonly sorted: boolean
}

function dumps(value: PyJson, style: Style, depth: number): string {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'string') return quoted(value)
  if (value instanceof PyNumber) return value.text
  checkDepth(depth)
  if (isList(value)) return `[${value.map((item) => dumps(item, style, depth + 1)).join(style.item)}]`
  const entries = style.sorted ? [...value].sort(byCodePoint) : [...value]
  const pairs = entries.map(([name, item]) => quoted(name) + style.pair + dumps(item, style, depth + 1))
  return `{${pairs.join(style.item)}}`
}

/** Array.isArray does not narrow a readonly array out of a union. */
const isList = (value: PyJson): value is readonly PyJson[] => Array.isArray(value)

/** JSON.stringify escapes controls, quotes and lone surrogates as Python does; the rest beyond `~` is left to escape. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function checkDepth(depth: number): void {
  if (depth >= maxDepth) throw new RangeError(`nested deeper than ${maxDepth} levels`)
}

const words: ReadonlyMap<string, PyJson> = new Map<string, PyJson>([
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', pyFloat(Number.NaN)],
  ['Infinity', pyFloat(Number.POSITIVE_INFINITY)],
  ['-Infinity', pyFloat(Number.NEGATIVE_INFINITY)],
])

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): PyJson {
    this.#skipBlanks()
    const sign = this.#text[this.#at]
    if (sign === '"') return this.#string()
    if (sign === '{' || sign === '[') {
      checkDepth(depth)
      this.#at += 1
      return sign === '{' ? this.#object(depth + 1) : this.#list(depth + 1)
    }
    const word = this.#word()
    return word === undefined ? this.#number() : word
  }

  end(): void {
    this.#skipBlanks()
    if (this.#at < this.#text.length) throw this.#error('extra data')
  }

  #object(depth: number): PyJson {
    const object = new Map<string, PyJson>()
    if (this.#take('}')) return object
    do {
      this.#skipBlanks()
      if (this.#text[this.#at] !== '"') throw this.#error('a name in double quotes expected')
      const name = this.#string()
      if (!this.#take(':')) throw this.#error("':' expected")
      object.set(name, this.value(depth))
    } while (this.#take(','))
    if (!this.#take('}')) throw this.#error("',' or '}' expected")
    return object
  }

  #list(depth: number): PyJson {
    const list: PyJson[] = []
    if (this.#take(']')) return list
    do list.push(this.value(depth))
    while (this.#take(','))
    if (!this.#take(']')) throw this.#error("',' or ']' expected")
    return list
  }

  #string(): string {
    const start = this.#at
    let at = start + 1
    for (; this.#text[at] !== '"'; at += this.#text[at] === '\\' ? 2 : 1) {
      if (at >= this.#text.length) throw this.#error('unterminated string')
    }
    try {
      // JSON.parse and json.loads agree on strings: same escapes, no raw control characters.
      const value = JSON.parse(this.#text.slice(start, at + 1)) as string // begins and ends with a quote
      this.#at = at + 1
      return value
    } catch {
      throw this.#error('bad string')
    }
  }

  #word(): PyJson | undefined {
    for (const [word, value] of words) {
      if (!this.#text.startsWith(word, this.#at)) continue
      this.#at += word.length
      return value
    }
    return undefined
  }

  #number(): PyNumber {
    const pattern = /(-?(?:0|[1-9]\d*))(\.\d+)?([eE][-+]?\d+)?/y
    pattern.lastIndex = this.#at
    const match = pattern.exec(this.#text)
    if (!match) throw this.#error('a value expected')
    const [text, digits = '', fraction, exponent] = match
    if (fraction === undefined && exponent === undefined && digits.length > maxIntDigits) {
      throw this.#error(`an int of more than ${maxIntDigits} digits`)
    }
    this.#at += text.length
    return fraction === undefined && exponent === undefined ? pyInt(digits) : pyFloat(Number(text))
  }

  #take(sign: string): boolean {
    this.#skipBlanks()
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    return true
  }

  #skipBlanks(): void {
    while (' \t\n\r'.includes(this.#text[this.#at] ?? '-')) this.#at += 1
  }

  #error(what: string): SyntaxError {
    return new SyntaxError(`${what} at character ${this.#at + 1}`)
  }
}
