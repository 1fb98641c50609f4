import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, type FileHandle, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { storageError } from './storage-error.ts'

/** Nobody but the operator reads what the console keeps. */
export const privateFile = 0o600
export const privateFolder = 0o700

/**
 * Makes a folder that is ours alone, or takes everybody else's rights from it. Never for the data folder itself: the
 * operator may have named one that others use.
 * @throws AppError `storage_failed`
 */
export async function ensurePrivateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: privateFolder })
    const { mode } = await lstat(path)
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') await chmod(path, privateFolder)
  } catch (error) {
    throw storageError(error, basename(path))
  }
}

/**
 * Opens a file for appending and reading. A symbolic link in its place is refused: it could lead the write anywhere.
 * @throws AppError `storage_failed`, `disk_full`
 */
export async function openForAppend(path: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_APPEND, O_NOFOLLOW } = constants
  try {
    await mkdir(dirname(path), { recursive: true, mode: privateFolder })
    // Windows has no O_NOFOLLOW.
    const handle = await open(path, O_RDWR | O_CREAT | O_APPEND | (O_NOFOLLOW ?? 0), privateFile)
    const { mode } = await handle.stat()
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') await handle.chmod(privateFile)
    return handle
  } catch (error) {
    throw storageError(error, basename(path))
  }
}

/**
 * Replaces a file as a whole: unguessable temporary name beside it, fsync, rename, fsync of the folder. A reader sees
 * the old file or the new one, also after a power cut.
 * @throws AppError `storage_failed`, `disk_full`; the old file then stands untouched
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`
  try {
    await mkdir(dirname(path), { recursive: true, mode: privateFolder })
    const handle = await open(temporary, 'wx', privateFile)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, path)
    await syncFolder(dirname(path))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined) // the first failure is the one to tell
    throw storageError(error, basename(path))
  }
}

/** Makes a new, renamed or removed name last. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder; its file system journals names by itself.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
