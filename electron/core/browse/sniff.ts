import type { StringContent } from '../../../shared/contract/keys.ts'

export const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8

/** What bytes are that are no text, by how they begin. A guess for a label: nothing is opened because of it. */
export function looksLike(bytes: Uint8Array): NonNullable<StringContent['looksLike']> {
  const [a, b, c, d] = bytes
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd'
  if (a === 0x78 && b !== undefined && (0x7800 + b) % 31 === 0) return 'zlib'
  if (a === 0x80 && b !== undefined && b >= 2 && b <= 5) return 'pickle'
  const images = [
    [0x89, 0x50, 0x4e, 0x47],
    [0xff, 0xd8, 0xff],
    [0x47, 0x49, 0x46, 0x38],
  ]
  return images.some((signs) => signs.every((sign, at) => bytes[at] === sign)) ? 'image' : 'binary'
}

export interface ReadText {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16'
}

/**
 * Bytes as text; null where they are none: no UTF-8, no UTF-16 with its mark, or control signs no text has.
 * @param cut - the bytes end anywhere: the beginning of a character at their end is left out
 */
export function readText(bytes: Uint8Array, cut: boolean): ReadText | null {
  const utf16 = utf16Of(bytes)
  if (utf16 !== null) return { text: new TextDecoder(utf16, { ignoreBOM: true }).decode(bytes), encoding: 'utf-16' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut })
    return hasBinarySigns(text) ? null : { text, encoding: 'utf-8' }
  } catch {
    return null // no UTF-8
  }
}

/** Controls that no text has; those for line ends, tabs and escape sequences do stand in texts. */
function hasBinarySigns(text: string): boolean {
  for (let at = 0; at < Math.min(text.length, 65_536); at++) {
    const code = text.charCodeAt(at)
    if (code < 0x20 && code !== 0x1b && !(code >= 0x09 && code <= 0x0d)) return true
  }
  return false
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes.length % 2 !== 0) return null
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}
