import type { KeyRef } from '../../../shared/contract/keys.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { bytesOf } from './hex-rows.ts'

/** A long name, piece by piece. @returns null where main no longer holds the list it stands in */
export async function readName(key: KeyRef): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = []
  let length = 0
  for (;;) {
    const reply = await consoleClient.invoke('keys.name', { key, offset: length })
    if (!reply.ok) return null
    const piece = bytesOf(reply.value.base64)
    pieces.push(piece)
    length += piece.length
    if (length >= reply.value.byteLength || piece.length === 0) break
  }
  const name = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    name.set(piece, at)
    at += piece.length
  }
  return name
}
