import type { FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

/** `PCU1` */
const magic = 0x50435531
const magicBytes = Buffer.from('PCU1')
const headBytes = 20
const searchBytes = 256 * 1024

/** One frame of a bundle: an intact body, or null where its bytes are not what was written. */
export interface Frame {
  /** The frame's number in the file, from 0. Numbers that never come were damaged beyond finding. */
  readonly index: number
  readonly body: Buffer | null
}

/** Read at a time: one question to the disk for many small frames. */
const chunkBytes = 4 * 1024 * 1024

/**
 * A frame: magic, number, length and CRC-32 of the body, CRC-32 of these four; then the body. Numbers and the magic let
 * a reader find its way again behind damaged bytes. All big-endian.
 * @returns its parts in order; the body's are those given, not copied
 */
export function encodeFrame(index: number, body: readonly Uint8Array[]): readonly Uint8Array[] {
  const head = Buffer.allocUnsafe(headBytes)
  let length = 0
  let sum = 0
  for (const part of body) {
    length += part.byteLength
    sum = crc32(part, sum)
  }
  head.writeUInt32BE(magic, 0)
  head.writeUInt32BE(index, 4)
  head.writeUInt32BE(length, 8)
  head.writeUInt32BE(sum, 12)
  head.writeUInt32BE(crc32(head.subarray(0, 16)), 16)
  return [head, ...body]
}

/** A frame around nothing takes so many bytes. */
export const shortestFrameBytes = headBytes

/**
 * Reads the frames of an open file in order, over damaged bytes to the next frame that can be found.
 * @param mostBytes - a longer body is not read: it counts as damaged
 */
export async function* readFrames(handle: FileHandle, mostBytes = Number.POSITIVE_INFINITY): AsyncGenerator<Frame> {
  const { size } = await handle.stat()
  const read = chunkReader(handle)
  let at = 0
  while (at + headBytes <= size) {
    const found = parseHead(await read(at, headBytes))
    if (found === null) {
      const next = await findMagic(read, at + 1, size)
      if (next === null) return
      at = next
      continue
    }
    const { index, length, sum } = found
    if (at + headBytes + length > size) return // cut: what is missing shows by its number
    const body = length > mostBytes ? null : await read(at + headBytes, length)
    yield { index, body: body !== null && crc32(body) === sum ? body : null }
    at += headBytes + length
  }
}

/** @returns a function that gives bytes of the file, from the chunk it read last where they are in it */
function chunkReader(handle: FileHandle): (at: number, length: number) => Promise<Buffer> {
  let chunk: Buffer = Buffer.alloc(0)
  let chunkAt = 0
  return async (at, length) => {
    const from = at - chunkAt
    if (from >= 0 && from + length <= chunk.length) return chunk.subarray(from, from + length)
    // A new buffer each time: frames handed out before lie in the former one.
    const fresh = Buffer.allocUnsafe(Math.max(chunkBytes, length))
    const { bytesRead } = await handle.read(fresh, 0, fresh.length, at)
    chunk = fresh.subarray(0, bytesRead)
    chunkAt = at
    return chunk.subarray(0, length)
  }
}

function parseHead(head: Buffer) {
  if (head.readUInt32BE(0) !== magic || crc32(head.subarray(0, 16)) !== head.readUInt32BE(16)) return null
  return { index: head.readUInt32BE(4), length: head.readUInt32BE(8), sum: head.readUInt32BE(12) }
}

/** From the bytes that were read last where they reach: false magics may stand close by thousands. */
async function findMagic(read: ReturnType<typeof chunkReader>, from: number, size: number): Promise<number | null> {
  // Windows overlap by three bytes, so a magic across their border is found.
  for (let at = from; at < size; at += searchBytes - 3) {
    const found = (await read(at, Math.min(searchBytes, size - at))).indexOf(magicBytes)
    if (found !== -1) return at + found
  }
  return null
}
