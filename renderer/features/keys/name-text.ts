import type { KeyRef, KeyRow } from '../../../shared/contract/keys.ts'
import { bytesOf } from './hex-rows.ts'
import { readName } from './read-name.ts'

/** @returns the bytes as text; null where they are none */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null // its bytes are no text
  }
}

export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** A row's key as the panel opens it. @param listing - the list it stands in, for a name too long to travel */
export function refOf({ key, index }: KeyRow, listing: string): KeyRef {
  return key.base64 === null ? { listing, index } : { base64: key.base64 }
}

/**
 * The exact name for the clipboard: as text, or as base64 where its bytes are none.
 * @returns null where the list that holds a long name is gone
 */
export async function nameToCopy(ref: KeyRef): Promise<{ readonly text: string; readonly isBase64: boolean } | null> {
  const bytes = 'base64' in ref ? bytesOf(ref.base64) : await readName(ref)
  if (bytes === null) return null
  const text = textOf(bytes)
  return text === null ? { text: base64Of(bytes), isBase64: true } : { text, isBase64: false }
}

/**
 * Several names for the clipboard, one a line; base64 where its bytes are no text, or hold a line's end.
 * @returns those that could be read: the list that holds a long name may be gone
 */
export async function namesToCopy(
  refs: readonly KeyRef[],
): Promise<{ readonly text: string; readonly count: number; readonly base64: number }> {
  const lines: string[] = []
  let base64 = 0
  for (const ref of refs) {
    const name = await nameToCopy(ref)
    if (name === null) continue
    const asBase64 = name.isBase64 || /[\r\n]/.test(name.text)
    if (asBase64) base64 += 1
    lines.push(asBase64 && !name.isBase64 ? base64Of(new TextEncoder().encode(name.text)) : name.text)
  }
  return { text: lines.join('\n'), count: lines.length, base64 }
}
