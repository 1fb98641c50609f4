import { randomBytes } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { AppError } from '../core/app-error.ts'
import type { BundleFileWriter } from '../core/ports/bundle-files.ts'
import { type BundleFileHead, encodeBundleFileHead } from './bundle-file-head.ts'
import { privateFile, syncFolder } from './private-file.ts'
import { storageError } from './storage-error.ts'
import { encodeFrame } from './undo-frames.ts'
import { encodeSaved } from './undo-record.ts'
import { writeParts } from './write-parts.ts'

/**
 * Writes beside the wanted name first, for the operator's eyes only, and puts the file in its place when it is whole. A
 * symbolic link of that name is replaced, never followed.
 * @throws AppError `storage_failed`, `disk_full`
 */
export async function createBundleFileWriter(
  path: string,
  head: Omit<BundleFileHead, 'keys'>,
  mostBytes: number,
): Promise<BundleFileWriter> {
  const file = basename(path)
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`
  const failed = (error: unknown) => storageError(error, file)
  const handle = await open(temporary, 'wx', privateFile).catch((error) => Promise.reject(failed(error)))
  let fileBytes = 0
  let keys = 0

  async function abandon(): Promise<void> {
    await handle.close().catch(() => undefined) // what could not be written is removed all the same
    await rm(temporary, { force: true })
  }

  async function write(parts: readonly Uint8Array[]): Promise<void> {
    try {
      await writeParts(handle, parts)
    } catch (error) {
      throw failed(error)
    }
    fileBytes += parts.reduce((total, part) => total + part.byteLength, 0)
  }

  try {
    await write([encodeBundleFileHead({ ...head, keys })])
  } catch (error) {
    await abandon()
    throw error
  }

  return {
    async append(saved) {
      const parts = saved.flatMap((key, at) => encodeFrame(1 + keys + at, encodeSaved(key)))
      const needs = parts.reduce((total, part) => total + part.byteLength, fileBytes)
      if (needs > mostBytes) {
        throw new AppError('too_large', `${file}: a bundle file holds at most ${mostBytes} bytes`, {
          params: { needs, limit: mostBytes },
        })
      }
      await write(parts)
      keys += saved.length
      return fileBytes
    },
    async finish() {
      try {
        const whole = encodeBundleFileHead({ ...head, keys })
        await handle.write(whole, 0, whole.length, 0)
        await handle.sync()
        await handle.close()
        await rename(temporary, path)
        await syncFolder(dirname(path))
      } catch (error) {
        await abandon()
        throw failed(error)
      }
      return { file, fileBytes }
    },
    abandon,
  }
}
