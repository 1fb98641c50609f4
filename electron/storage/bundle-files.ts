import { constants, type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { UndoBundle } from '../../shared/contract/undo.ts'
import { AppError } from '../core/app-error.ts'
import type { BundleFiles } from '../core/ports/bundle-files.ts'
import type { SavedKey } from '../core/ports/keyspace.ts'
import type { System } from '../core/ports/system.ts'
import { parseBundleFileHead } from './bundle-file-head.ts'
import { createBundleFileWriter } from './bundle-file-writer.ts'
import { type KeptRange, keptCount, keptInOrder } from './kept-keys.ts'
import { readRemovalFile } from './removal-file.ts'
import { codeOf, storageError } from './storage-error.ts'
import { readFrames, shortestFrameBytes } from './undo-frames.ts'
import { decodeSaved } from './undo-record.ts'

/** Whatever a file says of itself, no more than this is read of it, or held of one of its records. */
const mostFileBytes = 4 * 1024 ** 3
const mostValueBytes = 48 * 1024 ** 2
/** Beside the value: the record's own head and the longest name that is taken. */
const mostRecordBytes = mostValueBytes + 1024 ** 2

/** An opened file is offered as long as an undo bundle is kept. */
const offeredMs = 24 * 3_600_000

interface Opened {
  readonly path: string
  readonly bundle: UndoBundle
  /** What tells that the file is the one that was looked at. */
  readonly stamp: string
  /** Numbers above it are no records of this bundle. */
  readonly records: number
  /** Those that were saved and not removed: they are none of the bundle's keys. */
  readonly kept: readonly KeptRange[]
}

/** Bundles that were exported, or are to be imported: files under names that the operator chose. */
export function createBundleFiles({ clock, randomHex, log }: Pick<System, 'clock' | 'randomHex' | 'log'>): BundleFiles {
  const opened = new Map<string, Opened>()

  function find(id: string): Opened {
    const found = opened.get(id)
    if (found && found.bundle.undoUntil > clock()) return found
    const what = id.slice(0, 64)
    throw new AppError('not_found', `no opened file ${what}`, { params: { what } })
  }

  async function* read(id: string): AsyncGenerator<SavedKey | { readonly damaged: number }> {
    const { path, bundle, stamp, records, kept } = find(id)
    const isKept = keptInOrder(kept)
    const handle = await openFile(path)
    try {
      if ((await stampOf(handle)) !== stamp) throw refused(path, 'the file changed since it was opened')
      let next = 1
      for await (const { index, body } of readFrames(handle, mostRecordBytes)) {
        // A number that was there, or that the head does not know, is no record of this bundle.
        if (index < next || index > records) continue
        for (; next < index; next++) if (!isKept(next - 1)) yield { damaged: next }
        next += 1
        if (isKept(index - 1)) continue
        const saved = body && decodeSaved(body)
        // Of lifetimes alone only a removal's bundle may be.
        const isOdd = saved?.form === 'expiry' && bundle.ofRemoval !== true
        yield saved === null || isOdd ? { damaged: index } : saved
      }
      for (; next <= records; next++) if (!isKept(next - 1)) yield { damaged: next }
    } finally {
      await handle.close()
    }
  }

  async function removalOf(handle: FileHandle, path: string): Promise<Found | null> {
    const found = await readRemovalFile(handle, path, mostRecordBytes, log)
    if (found === null) return null
    const { format: _format, undoUntil: _until, ...facts } = found.head
    return { facts: { ...facts, ofRemoval: true }, records: found.records, kept: found.kept }
  }

  return {
    mostValueBytes,
    create: (path, head) => createBundleFileWriter(path, { format: 1, kind: 'export', ...head }, mostFileBytes),
    async open(path, namespaces) {
      const handle = await openFile(path)
      try {
        const stats = await handle.stat()
        if (!stats.isFile()) throw refused(path, 'not a regular file')
        if (stats.size > mostFileBytes) {
          throw new AppError('too_large', `${basename(path)}: a bundle file holds at most ${mostFileBytes} bytes`, {
            params: { needs: stats.size, limit: mostFileBytes },
          })
        }
        const found = (await exportOf(handle, path, stats.size)) ?? (await removalOf(handle, path))
        if (found === null) throw refused(path, 'not a bundle that this version made')
        const { namespace } = found.facts.target
        if (namespace !== null && !namespaces.includes(namespace)) {
          throw new AppError('unknown_namespace', `${basename(path)} is of ${namespace}`, { params: { namespace } })
        }
        const { facts, records, kept } = found
        const bundle: UndoBundle = {
          ...facts,
          bundle: randomHex(16),
          undoUntil: clock() + offeredMs,
          keys: Math.max(0, records - keptCount(kept)),
          fileBytes: stats.size,
          state: 'ready',
          file: basename(path),
        }
        for (const [id, former] of opened) if (former.path === path) opened.delete(id)
        opened.set(bundle.bundle, { path, bundle, stamp: await stampOf(handle), records, kept })
        return bundle
      } finally {
        await handle.close()
      }
    },
    list: () => [...opened.values()].map(({ bundle }) => bundle).filter(({ undoUntil }) => undoUntil > clock()),
    read,
    mark(id, state) {
      const found = find(id)
      opened.set(id, { ...found, bundle: { ...found.bundle, state } })
    },
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    const what = basename(path).slice(0, 64)
    throw codeOf(error) === 'ENOENT'
      ? new AppError('not_found', `no file ${what}`, { params: { what } })
      : storageError(error, what)
  }
}

interface Found extends Pick<Opened, 'records' | 'kept'> {
  readonly facts: Pick<UndoBundle, 'target' | 'server' | 'createdAt' | 'replacementExpiresAt' | 'ofRemoval'>
}

async function exportOf(handle: FileHandle, path: string, size: number): Promise<Found | null> {
  for await (const { index, body } of readFrames(handle, mostRecordBytes)) {
    const head = index === 0 ? parseBundleFileHead(body) : null
    if (head === null) return null
    const { target, server, createdAt, keys } = head
    // Fewer bytes than so many records take: the number is forged, or nearly all of them are lost.
    if (keys * shortestFrameBytes > size) throw refused(path, `cut: ${keys} keys do not fit`)
    return { facts: { target, server, createdAt }, records: keys, kept: [] }
  }
  return null
}

async function stampOf(handle: FileHandle): Promise<string> {
  const { dev, ino, size, mtimeMs } = await handle.stat()
  return `${dev} ${ino} ${size} ${mtimeMs}`
}

function refused(path: string, reason: string): AppError {
  return new AppError('refused', `${basename(path)}: ${reason}`, { params: { reason } })
}
