import { parse } from 'lossless-json'

/**
 * Parses JSON and keeps whole numbers beyond 2^53 as their text: some services send `idCompra` as a number.
 * @throws SyntaxError where the text is no JSON, RangeError where it nests too deeply
 */
export function parseKeepingBigNumbers(text: string): unknown {
  // The lossless parser is several times slower than the built-in one: it runs only where a long number may stand.
  if (!/[:,[\s]-?\d{16}/.test(text)) return JSON.parse(text)
  return parse(text, null, {
    parseNumber: (digits) => {
      const value = Number(digits)
      return /^-?\d+$/.test(digits) && !Number.isSafeInteger(value) ? digits : value
    },
    onDuplicateKey: ({ newValue }) => newValue,
  })
}

/** @returns whether the text begins like JSON and ends before its last bracket or quote is closed */
export function isCutJson(text: string): boolean {
  const start = text.trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return false
  let depth = 0
  let inString = false
  for (let i = 0; i < start.length; i++) {
    const sign = start[i]
    if (inString) {
      if (sign === '\\') i++
      else if (sign === '"') inString = false
    } else if (sign === '"') inString = true
    else if (sign === '{' || sign === '[') depth++
    else if (sign === '}' || sign === ']') depth--
  }
  return inString || depth > 0
}
