import { type FileHandle, open, rm, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { UndoBundle } from '../../shared/contract/undo.ts'
import { AppError } from '../core/app-error.ts'
import type { SavedFate, UndoWriter } from '../core/ports/stores.ts'
import { appendKept, keptCount, keptRanges } from './kept-keys.ts'
import { privateFile, syncFolder } from './private-file.ts'
import { storageError } from './storage-error.ts'
import { encodeFrame } from './undo-frames.ts'
import { type BundleHead, encodeSaved } from './undo-record.ts'
import { writeParts } from './write-parts.ts'

export interface UndoWriterOptions {
  readonly bundle: string
  readonly path: string
  /** Names the saved keys that were not removed; there is none where all were. */
  readonly keptPath: string
  readonly head: BundleHead
  readonly maxBytes: number
  /** Keeps the bundle's facts beside it; a bundle without them is counted anew when it is listed. */
  readonly keepFacts: (facts: UndoBundle) => Promise<void>
}

/** Begins a bundle: its head is on disk when this resolves. @throws AppError `storage_failed`, `disk_full` */
export async function createUndoWriter(options: UndoWriterOptions): Promise<UndoWriter> {
  const { bundle, path, keptPath, head, maxBytes, keepFacts } = options
  const first = Buffer.concat(encodeFrame(0, [Buffer.from(JSON.stringify(head))]))
  const handle = await open(path, 'wx', privateFile).catch((error) => Promise.reject(storageError(error, bundle)))
  let fileBytes = first.length
  let keys = 0
  let settled = 0
  let kept = 0

  async function abandon(): Promise<void> {
    await handle.close()
    await rm(path, { force: true })
    await rm(keptPath, { force: true })
  }

  async function settle(fates: readonly SavedFate[]): Promise<void> {
    const ranges = keptRanges(settled, fates)
    settled += fates.length
    kept += keptCount(ranges)
    await appendKept(keptPath, ranges)
  }

  try {
    await handle.writeFile(first)
    await handle.sync()
    await syncFolder(dirname(path))
  } catch (error) {
    await abandon()
    throw storageError(error, bundle)
  }

  return {
    bundle,
    async append(saved) {
      const parts = saved.flatMap((key, at) => encodeFrame(1 + keys + at, encodeSaved(key)))
      const bytes = parts.reduce((total, part) => total + part.byteLength, 0)
      if (fileBytes + bytes > maxBytes) {
        throw new AppError('too_large', `${bundle}: an undo bundle holds at most ${maxBytes} bytes`, {
          params: { needs: fileBytes + bytes, limit: maxBytes },
        })
      }
      try {
        await writeParts(handle, parts)
        await handle.datasync()
      } catch (error) {
        // The batch was not saved as a whole: what is left of it goes, so the bundle ends with its last full batch.
        await handle.truncate(fileBytes).catch(() => undefined)
        throw await withSizes(storageError(error, bundle), bytes, path)
      }
      if (!(await standsAt(handle, path))) {
        const params = { file: bundle, reason: 'ENOENT' }
        throw new AppError('storage_failed', `${bundle}: the file was removed while it was written`, { params })
      }
      fileBytes += bytes
      keys += saved.length
    },
    settle,
    async close() {
      const untouched = keys - settled
      if (kept + untouched === keys) {
        await abandon()
        return null
      }
      await handle.close()
      await settle(Array.from({ length: untouched }, () => 'kept'))
      const { format: _format, ...known } = head
      const facts = {
        bundle,
        ...known,
        keys: keys - kept,
        fileBytes,
        state: 'ready',
      } as const
      await keepFacts(facts)
      return facts
    },
    abandon,
  }
}

/** A file that lost its name is written to all the same, and nobody could read it afterwards. */
async function standsAt(handle: FileHandle, path: string): Promise<boolean> {
  const [open, named] = await Promise.all([handle.stat(), stat(path).catch(() => null)])
  return named !== null && named.ino === open.ino && named.dev === open.dev
}

/** What a full disk would have had to take, and what it had left. */
async function withSizes(error: AppError, needed: number, path: string): Promise<AppError> {
  if (error.code !== 'disk_full') return error
  const free = await statfs(dirname(path)).catch(() => null)
  const params = { ...error.params, needed, ...(free ? { free: free.bavail * free.bsize } : {}) }
  return new AppError('disk_full', error.message, { params, cause: error })
}
