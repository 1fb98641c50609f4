import { asBuffer, type Command } from './send-commands.ts'

/** Asked for by one command: some half a millisecond. */
export const pieceBytes = 1024 * 1024

/** The value of a string of so many bytes, piece by piece. */
export function pieces(key: Uint8Array, bytes: number): Command[] {
  const count = Math.ceil(bytes / pieceBytes)
  return Array.from({ length: count }, (_, at) => {
    const from = at * pieceBytes
    return ['GETRANGE', asBuffer(key), from, from + pieceBytes - 1]
  })
}
