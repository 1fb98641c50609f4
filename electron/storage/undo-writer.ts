import { open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { UndoBundle } from '../../shared/contract/undo.ts'
import { AppError } from '../core/app-error.ts'
import type { UndoWriter } from '../core/ports/stores.ts'
import { privateFile, syncFolder } from './private-file.ts'
import { storageError } from './storage-error.ts'
import { encodeFrame } from './undo-frames.ts'
import { type BundleHead, encodeSaved } from './undo-record.ts'

export interface UndoWriterOptions {
  readonly bundle: string
  readonly path: string
  readonly head: BundleHead
  readonly maxBytes: number
  /** Keeps the bundle's facts beside it; a bundle without them is counted anew when it is listed. */
  readonly keepFacts: (facts: UndoBundle) => Promise<void>
}

/** Begins a bundle: its head is on disk when this resolves. @throws AppError `storage_failed`, `disk_full` */
export async function createUndoWriter(options: UndoWriterOptions): Promise<UndoWriter> {
  const { bundle, path, head, maxBytes, keepFacts } = options
  const first = encodeFrame(0, [Buffer.from(JSON.stringify(head))])
  const handle = await open(path, 'wx', privateFile).catch((error) => Promise.reject(storageError(error, bundle)))
  let fileBytes = first.length
  let keys = 0

  async function abandon(): Promise<void> {
    await handle.close()
    await rm(path, { force: true })
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
      const frames = saved.map((key, at) => encodeFrame(1 + keys + at, encodeSaved(key)))
      const data = Buffer.concat(frames)
      if (fileBytes + data.length > maxBytes) {
        throw new AppError('too_large', `${bundle}: an undo bundle holds at most ${maxBytes} bytes`, {
          params: { needs: fileBytes + data.length, limit: maxBytes },
        })
      }
      try {
        await handle.writeFile(data)
        await handle.datasync()
      } catch (error) {
        // The batch was not saved as a whole: what is left of it goes, so the bundle ends with its last full batch.
        await handle.truncate(fileBytes).catch(() => undefined)
        throw storageError(error, bundle)
      }
      fileBytes += data.length
      keys += saved.length
    },
    async close() {
      if (keys === 0) {
        await abandon()
        return null
      }
      await handle.close()
      const { target, server, createdAt, undoUntil } = head
      const facts = { bundle, target, server, createdAt, undoUntil, keys, fileBytes, state: 'ready' } as const
      await keepFacts(facts)
      return facts
    },
    abandon,
  }
}
