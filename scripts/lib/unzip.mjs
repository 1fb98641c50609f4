import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32, inflateRawSync } from 'node:zlib'

/**
 * Takes files out of a zip archive (stored or deflated, below 4 GiB): Node has no unzip and a bare Debian neither.
 * @param {string} archive - path of the zip
 * @param {string} folder - where to; made if missing
 * @param {(name: string) => string | null} place - the relative path for an entry, null to leave it out
 * @returns {number} files written
 * @throws {Error} where the archive is damaged or an entry would land outside `folder`
 * Source: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16
 */
export function unzip(archive, folder, place) {
  const file = openSync(archive, 'r')
  try {
    let written = 0
    for (const entry of entriesOf(file)) {
      const path = place(entry.name)
      if (path === null || entry.name.endsWith('/')) continue
      if (path.split(/[\\/]/).includes('..')) throw new Error(`${archive}: refused entry ${entry.name}`)
      const target = join(folder, path)
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, contentOf(file, entry))
      if (entry.mode !== 0) chmodSync(target, entry.mode)
      written++
    }
    return written
  } finally {
    closeSync(file)
  }
}

function* entriesOf(file) {
  const { size } = fstatSync(file)
  // The end record is 22 bytes and may be followed by a comment of at most 65,535.
  const tail = bytesAt(file, Math.max(0, size - 65_557), Math.min(size, 65_557))
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('not a zip archive')
  const directory = bytesAt(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  for (let at = 0; at < directory.length; ) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error('damaged zip directory')
    const nameLength = directory.readUInt16LE(at + 28)
    yield {
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      checksum: directory.readUInt32LE(at + 16),
      packedSize: directory.readUInt32LE(at + 20),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      offset: directory.readUInt32LE(at + 42),
    }
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
}

function contentOf(file, entry) {
  // The local header repeats the name and has an extra field of its own length.
  const header = bytesAt(file, entry.offset, 30)
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const packed = bytesAt(file, start, entry.packedSize)
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`${entry.name}: compression method ${entry.method}`)
  const content = entry.method === 8 ? inflateRawSync(packed) : packed
  if (crc32(content) !== entry.checksum) throw new Error(`${entry.name}: wrong checksum`)
  return content
}

function bytesAt(file, position, length) {
  const bytes = Buffer.alloc(length)
  if (readSync(file, bytes, 0, length, position) !== length) throw new Error('the zip archive ends too early')
  return bytes
}
