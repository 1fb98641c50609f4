import { crc32, createInflateRaw } from 'node:zlib'
import type { Unpacked, UnpackLimits } from '../core/ports/key-browser.ts'

/** Fed in small pieces: what a broken stream gave before it broke is then lost by at most one of them. */
const pieceBytes = 4_096

type MemberState = Exclude<Unpacked['state'], 'whole'> | 'end'

/** What one member after another adds to. */
interface Output {
  readonly kept: Buffer[]
  keptBytes: number
  bytes: number
}

/**
 * Unpacks gzip as far as it goes, member after member, and says how it ended. The trailer's checksum and size are
 * compared here: zlib's own gunzip would throw away what it had read before it noticed.
 */
export async function unpackGzip(packed: Uint8Array, limits: UnpackLimits): Promise<Unpacked> {
  const startedAt = performance.now()
  const output: Output = { kept: [], keptBytes: 0, bytes: 0 }
  let at = 0
  let members = 0
  let state: Unpacked['state'] = 'whole'
  while (at < packed.length) {
    const body = bodyOf(packed, at)
    if (body === null) {
      if (members === 0) state = 'truncated'
      break
    }
    members += 1
    const end = await inflateMember(packed.subarray(body), limits, startedAt, output)
    at = body + end.used
    if (end.state === 'end') continue
    state = end.state
    break
  }
  const trailing = state === 'whole' ? packed.length - at : 0
  return { state, head: Buffer.concat(output.kept), bytes: output.bytes, members, trailing }
}

/** @returns where the member's compressed bytes begin; null where no gzip member begins at `at`, or its head is cut */
function bodyOf(packed: Uint8Array, at: number): number | null {
  if (packed[at] !== 0x1f || packed[at + 1] !== 0x8b || packed[at + 2] !== 8) return null
  const flags = packed[at + 3] ?? 0
  let body = at + 10
  if (flags & 4) body += 2 + (packed[body] ?? 0) + 256 * (packed[body + 1] ?? 0)
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue
    const end = packed.indexOf(0, body)
    if (end === -1) return null
    body = end + 1
  }
  if (flags & 2) body += 2
  return body <= packed.length ? body : null
}

function inflateMember(
  body: Uint8Array,
  limits: UnpackLimits,
  startedAt: number,
  output: Output,
): Promise<{ state: MemberState; used: number }> {
  return new Promise((resolve) => {
    const inflate = createInflateRaw()
    let checksum = 0
    let size = 0
    let fed = 0
    let ended = false
    const end = (state: MemberState, used: number) => {
      if (ended) return
      ended = true
      inflate.removeAllListeners()
      inflate.on('error', () => undefined) // it is being thrown away
      inflate.destroy()
      resolve({ state, used })
    }
    inflate.on('data', (chunk: Buffer) => {
      checksum = crc32(chunk, checksum)
      size += chunk.length
      keep(output, chunk, limits.keep)
      if (output.bytes > limits.mostBytes) end('too_large', fed)
      else if (performance.now() - startedAt > limits.mostMs) end('too_slow', fed)
    })
    inflate.on('error', (error: NodeJS.ErrnoException) => {
      end(error.code === 'Z_BUF_ERROR' ? 'truncated' : 'corrupt', fed)
    })
    inflate.on('end', () => {
      const used = inflate.bytesWritten
      if (body.length - used < 8) return end('truncated', body.length)
      const trailer = Buffer.from(body.buffer, body.byteOffset + used, 8)
      const holds = trailer.readUInt32LE(0) === checksum >>> 0 && trailer.readUInt32LE(4) === size % 2 ** 32
      end(holds ? 'end' : 'checksum', used + 8)
    })
    const feed = () => {
      if (ended) return
      if (fed >= body.length) {
        inflate.end()
        return
      }
      const piece = body.subarray(fed, fed + pieceBytes)
      fed += piece.length
      // The answer to a piece comes before the next one is given: what it brought is already counted.
      inflate.write(piece, () => setImmediate(feed))
    }
    feed()
  })
}

function keep(output: Output, chunk: Buffer, most: number): void {
  output.bytes += chunk.length
  const room = most - output.keptBytes
  if (room <= 0) return
  const part = chunk.subarray(0, room)
  output.kept.push(part)
  output.keptBytes += part.length
}
