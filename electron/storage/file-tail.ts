import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { codeOf, storageError } from './storage-error.ts'

const chunkBytes = 256 * 1024
const newline = 0x0a

/**
 * The last lines of a file before `end`, without their ends; an unended last line counts. However long the file is, only
 * its tail is read.
 * @param end - bytes from the beginning; null: the end of the file
 * @returns at most `limit` lines, in order; none where there is no such file
 * @throws AppError `storage_failed`
 */
export async function readTail(path: string, limit: number, end: number | null = null): Promise<Buffer[]> {
  const handle = await open(path, 'r').catch((error) => {
    if (codeOf(error) === 'ENOENT') return null
    throw storageError(error, basename(path))
  })
  if (handle === null) return []
  try {
    let at = end ?? (await handle.stat()).size
    let tail: Buffer = Buffer.alloc(0)
    // One more line end than lines wanted: what stands before it is complete.
    while (at > 0 && count(tail) <= limit) {
      const length = Math.min(chunkBytes, at)
      const chunk = Buffer.alloc(length)
      await handle.read(chunk, 0, length, at - length)
      at -= length
      tail = Buffer.concat([chunk, tail])
    }
    const lines = split(tail)
    if (at > 0) lines.shift()
    return lines.slice(-limit)
  } catch (error) {
    throw storageError(error, basename(path))
  } finally {
    await handle.close()
  }
}

function count(data: Buffer): number {
  let found = 0
  for (let at = data.indexOf(newline); at !== -1; at = data.indexOf(newline, at + 1)) found += 1
  return found
}

function split(data: Buffer): Buffer[] {
  const lines: Buffer[] = []
  let start = 0
  for (let at = data.indexOf(newline); at !== -1; at = data.indexOf(newline, start)) {
    lines.push(data.subarray(start, at))
    start = at + 1
  }
  if (start < data.length) lines.push(data.subarray(start))
  return lines
}
