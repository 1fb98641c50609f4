import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { AttemptError } from './attempt-error.ts'

export interface BodyText {
  readonly text: string
  /** After unpacking. */
  readonly bytes: number
  /** Byte sequences that are not UTF-8, shown as U+FFFD. */
  readonly replaced: number
}

/**
 * Reads a body to its end, unpacks it and stops at the cap: what is counted is the unpacked size, so a small answer that
 * unpacks to gigabytes is dropped at the cap as well.
 * @throws AttemptError `provider_too_large`, `provider_truncated`, `provider_not_json`, or the stream's own error
 */
export async function readBody(body: Readable, encoding: string | null, maxBytes: number): Promise<BodyText> {
  const packed = encoding !== null && encoding !== '' && encoding.toLowerCase() !== 'identity'
  const stream = packed ? body.pipe(unpacker(encoding)) : body
  // pipe() does not carry errors on: a cut socket must end the unpacker too.
  if (packed) body.once('error', (error) => stream.destroy(error))
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of stream) {
      const part = chunk as Buffer // no encoding was set, so the stream yields buffers
      bytes += part.length
      chunks.push(part)
      if (bytes > maxBytes) {
        throw new AttemptError('provider_too_large', `more than ${maxBytes} bytes`, { sample: sampleOf(chunks) })
      }
    }
  } catch (error) {
    body.destroy()
    throw packed ? (unpackError(error) ?? error) : error
  }
  const all = Buffer.concat(chunks, bytes)
  const text = new TextDecoder('utf-8').decode(all)
  return { text, bytes, replaced: countReplaced(text) }
}

function unpacker(encoding: string) {
  switch (encoding.toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      throw new AttemptError('provider_not_json', `a content encoding nobody asked for: ${encoding.slice(0, 40)}`, {})
  }
}

function unpackError(error: unknown): AttemptError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR')
    return new AttemptError('provider_truncated', 'the packed body ends early', { cause: error })
  if (!code.startsWith('Z_') && !code.startsWith('ERR__ERROR')) return null
  return new AttemptError('provider_not_json', 'the body is not packed the way its header says', { cause: error })
}

const sampleOf = (chunks: readonly Buffer[]) => new TextDecoder().decode(chunks[0]?.subarray(0, 4_096))

function countReplaced(text: string): number {
  let count = 0
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) count++
  return count
}
