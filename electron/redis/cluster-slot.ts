/** Slots of a cluster. */
export const slotCount = 16_384

const open = 0x7b
const close = 0x7d

/**
 * The slot a key belongs to: CRC16 of its hash tag, the text between the first `{` and the next `}`, where that is not
 * empty; else of the whole key. Source: Redis cluster specification, key distribution model.
 */
export function slotOf(key: Uint8Array): number {
  const from = key.indexOf(open)
  const to = from === -1 ? -1 : key.indexOf(close, from + 1)
  return crc16(to > from + 1 ? key.subarray(from + 1, to) : key) % slotCount
}

/** CRC-16/XMODEM: polynomial 0x1021, start 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}
