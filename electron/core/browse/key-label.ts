import type { KeyLabel } from '../../../shared/contract/primitives.ts'

/** Characters shown; the byte length tells what was cut. */
const shown = 256

/** Exact bytes up to here travel with the label. */
const mostBytes = 4_096

/** What would move, hide or break the text around it: controls, bidi marks, joiners, line separators, lone surrogates. */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

/** A key as it can be shown on one line: control and foreign bytes escaped, cut; and its exact bytes. */
export function keyLabel(key: Uint8Array): KeyLabel {
  return {
    label: labelOf(key),
    base64: key.length > mostBytes ? null : base64(key),
    byteLength: key.length,
  }
}

function labelOf(key: Uint8Array): string {
  // Each shown character takes at most four bytes of the key: no need to look at a mebibyte for 256 of them.
  const head = key.subarray(0, shown * 4)
  let label = ''
  for (let at = 0; at < head.length; ) {
    const width = utf8Width(head, at)
    const text = width === 0 ? byteEscape(head[at] ?? 0) : shownAs(decoder.decode(head.subarray(at, at + width)))
    if (label.length + text.length > shown) return `${label}…`
    label += text
    at += Math.max(width, 1)
  }
  return head.length < key.length ? `${label}…` : label
}

/**
 * A text as it can be shown over several lines: what would hide, move or break text is escaped, line ends and tabs stay.
 * @param text - may hold lone surrogates
 */
export function shownText(text: string): string {
  return text.replace(unsafeInText, (character) => shownAs(character))
}

/** The same signs without tab, line feed and carriage return; joiners within emoji and scripts are escaped too. */
const unsafeInText = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu

function shownAs(character: string): string {
  const brief = short[character]
  if (brief !== undefined) return brief
  if (!unsafe.test(character)) return character
  const code = character.codePointAt(0) ?? 0
  return code < 0x100 ? byteEscape(code) : `\\u{${code.toString(16)}}`
}

const byteEscape = (byte: number) => `\\x${byte.toString(16).padStart(2, '0')}`

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @returns how many bytes the character at `at` takes; 0 where these bytes are no UTF-8 */
function utf8Width(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  const width = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  if (width === 1) return 1
  if (at + width > bytes.length) return 0
  try {
    strict.decode(bytes.subarray(at, at + width))
    return width
  } catch {
    return 0 // shown byte by byte
  }
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
