import type { GzipFacts, StringContent } from '../../../shared/contract/keys.ts'
import type { Unpacked, UnpackGzip } from '../ports/key-browser.ts'
import { toBase64 } from './base64.ts'
import { indentJson } from './indent-json.ts'
import { shownText } from './key-label.ts'
import { readValue, type ValueReading } from './read-value.ts'
import { isGzip, looksLike, type ReadText, readText } from './sniff.ts'

// Source of the limits: acceptance battery, default limits.

/** Stored bytes shown as they are. */
export const headBytes = 65_536
/** Text that is read as JSON; of a longer one only the head is shown. */
const mostText = 4 * 1024 * 1024
/** Stored bytes that are read to be unpacked. */
const mostPacked = 16 * 1024 * 1024
const unpackLimits = { keep: mostText, mostBytes: 64 * 1024 * 1024, mostMs: 2_000 } as const
/** Signs of text that cross the border. */
const mostShown = 262_144
/** Bytes of one GETRANGE. */
const stride = 262_144

export interface DecodeTools {
  readonly unpackGzip: UnpackGzip
  /** Lets others have their turn. */
  readonly pause: () => Promise<void>
}

export interface DecodedString {
  readonly content: StringContent
  readonly cachedAt: string | null
}

/** Reads a range of the value; null where it is gone. */
export type ReadRange = (offset: number, length: number) => Promise<Uint8Array | null>

/**
 * A string value decoded by what it holds. At first only its head is read; more of it only where the head is gzip or text,
 * and only up to the limits.
 * @param nameSaysGzip - whether the key's name ends in `:gz`
 * @returns null where the value went away meanwhile
 */
export async function decodeString(
  read: ReadRange,
  byteLength: number,
  nameSaysGzip: boolean,
  tools: DecodeTools,
): Promise<DecodedString | null> {
  const head = await read(0, headBytes)
  if (head === null) return null
  const packed = isGzip(head)
  const isText = !packed && readText(head, head.length < byteLength) !== null
  const until = packed ? Math.min(byteLength, mostPacked) : isText && byteLength <= mostText ? byteLength : head.length
  const bytes = await readOn(read, head, until)
  if (bytes === null) return null

  const unpacked = packed ? await tools.unpackGzip(bytes, unpackLimits) : null
  const gzip = unpacked && gzipFacts(unpacked, bytes.length < byteLength)
  const plain = unpacked?.head ?? bytes
  const whole = unpacked ? unpacked.bytes === unpacked.head.length && !gzip?.atLeast : bytes.length >= byteLength
  const text = readText(plain, !whole)
  const shown = text && (await showText(text, whole, tools.pause))
  return {
    content: {
      kind: 'string',
      byteLength,
      head: toBase64(head),
      gzip,
      looksLike: text === null && plain.length > 0 ? looksLike(plain) : null,
      nameMismatch: packed === nameSaysGzip ? null : packed ? 'content_is_gzip' : 'name_says_gzip',
      text: shown?.text ?? null,
      textCut: shown?.cut ?? false,
      encoding: text?.encoding ?? null,
      json: shown?.json ?? null,
      opportunities: shown?.reading?.opportunities ?? null,
      embedding: shown?.reading?.embedding ?? null,
    },
    cachedAt: shown?.reading?.cachedAt ?? null,
  }
}

async function readOn(read: ReadRange, head: Uint8Array, until: number): Promise<Uint8Array | null> {
  if (head.length >= until) return head
  const pieces = [head]
  let length = head.length
  while (length < until) {
    const piece = await read(length, Math.min(stride, until - length))
    if (piece === null) return null
    if (piece.length === 0) break // it became shorter meanwhile
    pieces.push(piece)
    length += piece.length
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

function gzipFacts(unpacked: Unpacked, onlyHead: boolean): GzipFacts {
  const { state, bytes, members, trailing } = unpacked
  // A value that is only read in part must end early: that is our limit and no fault of its own.
  const cutByUs = onlyHead && state === 'truncated'
  const ended = state === 'whole' || state === 'checksum'
  return { state: cutByUs ? 'too_large' : state, bytes, atLeast: !ended, members, trailing }
}

interface ShownText {
  readonly text: string
  readonly cut: boolean
  readonly json: NonNullable<StringContent['json']>
  readonly reading: ValueReading | null
}

async function showText({ text, encoding }: ReadText, whole: boolean, pause: () => Promise<void>): Promise<ShownText> {
  const asItIs = () => {
    const shown = shownText(text.slice(0, mostShown))
    return { text: shown.slice(0, mostShown), cut: !whole || text.length > mostShown || shown.length > mostShown }
  }
  if (!whole) return { ...asItIs(), json: { state: 'too_large', limit: mostText }, reading: null }
  const { facts, text: indented, cut } = await indentJson(text, mostShown, pause)
  if (facts.state !== 'valid') return { ...asItIs(), json: facts, reading: null }
  // JSON is UTF-8 by its rule; what is read here in UTF-16 no other reader of this cache would take.
  const reading = encoding === 'utf-8' ? await readValue(text, pause) : null
  return { text: indented, cut, json: facts, reading }
}
