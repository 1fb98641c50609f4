/**
 * Builds an asar archive of a few small files.
 * @param {Readonly<Record<string, string>>} files - name -> text
 * @returns {Buffer}
 * Source: the electron/asar README; a pickled header (sizes 4, pad+8, pad+4, JSON length) before the file bodies
 */
export function asarOf(files) {
  const bodies = Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))
  let offset = 0
  const entries = {}
  for (const { name, bytes } of bodies) {
    entries[name] = { size: bytes.length, offset: String(offset) }
    offset += bytes.length
  }
  const json = Buffer.from(JSON.stringify({ files: entries }))
  const padded = Math.ceil(json.length / 4) * 4
  const header = Buffer.alloc(16 + padded)
  for (const [index, value] of [4, padded + 8, padded + 4, json.length].entries())
    header.writeUInt32LE(value, index * 4)
  json.copy(header, 16)
  return Buffer.concat([header, ...bodies.map(({ bytes }) => bytes)])
}
