import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { privateFile, syncFolder } from './private-file.ts'
import { storageError } from './storage-error.ts'

/** Text is handed to the file system in pieces of about this many characters. */
const pieceLength = 262_144

/**
 * Writes a file that the operator named in the system's own dialog: beside it first, then in its place, so that it is
 * whole or not there. A symbolic link of that name is replaced, never followed.
 * @throws AppError `storage_failed`, `disk_full`
 */
export async function writeExport(path: string, text: Iterable<string>): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`
  try {
    const file = await open(temporary, 'wx', privateFile)
    try {
      let piece = ''
      for (const part of text) {
        piece += part
        if (piece.length < pieceLength) continue
        await file.appendFile(piece)
        piece = ''
      }
      await file.appendFile(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined) // the first failure is the one to tell
    throw storageError(error, basename(path))
  }
}
