export interface HexRow {
  /** Of the first byte, in the value. */
  readonly offset: number
  readonly hex: string
  /** Printable ASCII; a dot for the rest. */
  readonly ascii: string
}

export const bytesPerRow = 16

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
}

/** @param offset - of the first byte, in the value */
export function hexRows(bytes: Uint8Array, offset: number): readonly HexRow[] {
  const rows: HexRow[] = []
  for (let at = 0; at < bytes.length; at += bytesPerRow) {
    const part = [...bytes.subarray(at, at + bytesPerRow)]
    rows.push({
      offset: offset + at,
      hex: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      ascii: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
    })
  }
  return rows
}
