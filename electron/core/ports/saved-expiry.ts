/** An expiry as the payload of a saved key: its milliseconds as text, `-1` for none. */
export const encodeExpiry = (expiresAt: number | null): Uint8Array => new TextEncoder().encode(String(expiresAt ?? -1))

/** @returns milliseconds since 1970 UTC; null: none; undefined: the bytes are no expiry */
export function decodeExpiry(payload: Uint8Array): number | null | undefined {
  const text = new TextDecoder().decode(payload)
  if (!/^-?\d{1,16}$/.test(text)) return undefined
  const value = Number(text)
  return value < 0 ? null : value
}
