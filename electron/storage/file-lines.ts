import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { codeOf, storageError } from './storage-error.ts'

const chunkBytes = 1024 * 1024
const newline = 0x0a

/**
 * The lines of a file without their ends, a chunk's worth at a time; an unended last line counts. Memory stays at one
 * chunk and one line.
 * @param from - where to begin, in bytes
 * @returns nothing where there is no such file
 * @throws AppError `storage_failed`
 */
export async function* readLines(path: string, from = 0): AsyncIterable<Buffer[]> {
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw storageError(error, basename(path))
  }
  try {
    let begun: Buffer = Buffer.alloc(0)
    let at = from
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes)
      const { bytesRead } = await handle.read(chunk, 0, chunkBytes, at)
      if (bytesRead === 0) break
      at += bytesRead
      const data =
        begun.length === 0 ? chunk.subarray(0, bytesRead) : Buffer.concat([begun, chunk.subarray(0, bytesRead)])
      const lines: Buffer[] = []
      let start = 0
      for (let end = data.indexOf(newline); end !== -1; end = data.indexOf(newline, start)) {
        lines.push(data.subarray(start, end))
        start = end + 1
      }
      begun = data.subarray(start)
      yield lines
    }
    if (begun.length > 0) yield [begun]
  } catch (error) {
    throw storageError(error, basename(path))
  } finally {
    await handle.close()
  }
}
