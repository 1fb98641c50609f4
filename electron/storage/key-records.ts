import type { FileHandle } from 'node:fs/promises'
import type { ListedKey } from '../core/ports/keyspace.ts'
import { storageError } from './storage-error.ts'

const headBytes = 20
const chunkBytes = 256 * 1024

/** One key of a list on disk: length of the name, expiry and size (NaN: null), the name's bytes. Big-endian. */
export function encodeKey({ key, expiresAt, bytes }: ListedKey): Buffer {
  const record = Buffer.allocUnsafe(headBytes + key.length)
  record.writeUInt32BE(key.length, 0)
  record.writeDoubleBE(expiresAt ?? Number.NaN, 4)
  record.writeDoubleBE(bytes ?? Number.NaN, 12)
  record.set(key, headBytes)
  return record
}

export function decodeKey(record: Buffer): ListedKey {
  const expiresAt = record.readDoubleBE(4)
  const bytes = record.readDoubleBE(12)
  return {
    key: record.subarray(headBytes),
    expiresAt: Number.isNaN(expiresAt) ? null : expiresAt,
    bytes: Number.isNaN(bytes) ? null : bytes,
  }
}

/** Orders records by the bytes of their names. */
export function compareRecords(a: Buffer, b: Buffer): number {
  return a.compare(b, headBytes, b.length, headBytes, a.length)
}

/** A record's name as a text that is ordered as the bytes are: one character per byte. */
export const nameText = (record: Buffer): string => record.toString('latin1', headBytes)

/** What the digest of a list is made of: per name its length in four bytes, then the name. In one piece for many. */
export function digestBytes(records: readonly Buffer[]): Buffer {
  const total = records.reduce((bytes, record) => bytes + 4 + record.length - headBytes, 0)
  const out = Buffer.allocUnsafe(total)
  let at = 0
  for (const record of records) {
    at += record.copy(out, at, 0, 4)
    at += record.copy(out, at, headBytes)
  }
  return out
}

/**
 * The records of an open file from `position`, a chunk's worth at a time.
 * @throws AppError `storage_failed` where the file ends inside a record
 */
export async function* readRecords(handle: FileHandle, position = 0, chunk = chunkBytes): AsyncGenerator<Buffer[]> {
  let at = position
  let begun: Buffer = Buffer.alloc(0)
  for (;;) {
    const data = Buffer.allocUnsafe(Math.max(chunk, begun.length * 2))
    begun.copy(data)
    const { bytesRead } = await handle.read(data, begun.length, data.length - begun.length, at)
    if (bytesRead === 0) break
    at += bytesRead
    const whole = data.subarray(0, begun.length + bytesRead)
    const records: Buffer[] = []
    let start = 0
    for (let end = recordEnd(whole, start); end <= whole.length; end = recordEnd(whole, start)) {
      records.push(whole.subarray(start, end))
      start = end
    }
    begun = whole.subarray(start)
    yield records
  }
  if (begun.length > 0) throw storageError(new Error('the list of keys ends inside a record'), 'keys')
}

function recordEnd(data: Buffer, start: number): number {
  if (data.length - start < headBytes) return Number.POSITIVE_INFINITY
  return start + headBytes + data.readUInt32BE(start)
}
