import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListedKey } from '../core/ports/keyspace.ts'
import type { KeyList, KeyListStore, KeyListWriter } from '../core/ports/stores.ts'
import { isAlive } from './file-lock.ts'
import { decodeKey, digestBytes, encodeKey, readRecords } from './key-records.ts'
import { ensurePrivateFolder, privateFile, privateFolder } from './private-file.ts'
import { mergeRuns, sortUnique } from './sorted-runs.ts'
import { storageError } from './storage-error.ts'

/** Sorted in memory at a time: few enough that sorting does not hold up the window (25 ms on the build machine). */
const runKeys = 20_000
const runBytes = 8 * 1024 * 1024

/** Every so many keys their place in the file is remembered, so that a page is found without reading all before it. */
const indexStep = 256

/**
 * Exact lists on disk, sorted by bytes, however long: keys are sorted in runs and the runs merged, so memory does not
 * grow with the list. A list lies in a folder named for its process; those of dead processes are removed.
 */
export function createKeyListStore(dataFolder: string): KeyListStore {
  const root = join(dataFolder, 'previews')
  return {
    async create() {
      const folder = join(root, `${process.pid}-${randomBytes(8).toString('hex')}`)
      try {
        await ensurePrivateFolder(root)
        await removeLeftBehind(root)
        await mkdir(folder, { mode: privateFolder })
      } catch (error) {
        throw storageError(error, 'previews')
      }
      return createWriter(folder)
    },
  }
}

async function removeLeftBehind(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!isAlive(Number.parseInt(name, 10))) await rm(join(root, name), { recursive: true, force: true })
  }
}

function createWriter(folder: string): KeyListWriter {
  const runs: FileHandle[] = []
  let file: FileHandle | null = null
  let pending: Buffer[] = []
  let pendingBytes = 0

  async function spill(): Promise<void> {
    const run = await open(join(folder, `run-${runs.length}`), 'wx+', privateFile)
    runs.push(run)
    await run.writeFile(Buffer.concat(sortUnique(pending)))
    pending = []
    pendingBytes = 0
  }

  async function abandon(): Promise<void> {
    await Promise.all([...runs, ...(file ? [file] : [])].map((open) => open.close()))
    await rm(folder, { recursive: true, force: true })
  }

  return {
    async add(keys) {
      try {
        for (const key of keys) {
          const record = encodeKey(key)
          pendingBytes += record.length
          if (pending.push(record) >= runKeys || pendingBytes >= runBytes) await spill()
        }
      } catch (error) {
        throw storageError(error, 'previews')
      }
    },
    async finish() {
      try {
        if (pending.length > 0) await spill()
        file = await open(join(folder, 'keys'), 'wx+', privateFile)
        const hash = createHash('sha256')
        const index: number[] = []
        let count = 0
        let bytes = 0
        for await (const records of mergeRuns(runs)) {
          hash.update(digestBytes(records))
          for (const record of records) {
            if (count % indexStep === 0) index.push(bytes)
            count += 1
            bytes += record.length
          }
          await file.writeFile(Buffer.concat(records))
        }
        await Promise.all(runs.map((run) => run.close()))
        await Promise.all(runs.map((_, at) => rm(join(folder, `run-${at}`))))
        return listOf(folder, file, { count, digest: hash.digest('hex'), index })
      } catch (error) {
        throw storageError(error, 'previews')
      }
    },
    abandon,
  }
}

const files = new WeakMap<KeyList, string>()

/** @returns where the list lies; null for a list that is not of this store */
export const fileOf = (list: KeyList) => files.get(list) ?? null

function listOf(
  folder: string,
  file: FileHandle,
  { count, digest, index }: { readonly count: number; readonly digest: string; readonly index: readonly number[] },
): KeyList {
  async function* batches(size: number): AsyncIterable<ListedKey[]> {
    let batch: ListedKey[] = []
    for await (const records of readRecords(file)) {
      for (const record of records) {
        if (batch.push(decodeKey(record)) < size) continue
        yield batch
        batch = []
      }
    }
    if (batch.length > 0) yield batch
  }

  const list: KeyList = {
    count,
    digest,
    async page(offset, limit) {
      const start = index[Math.floor(offset / indexStep)]
      if (start === undefined || limit < 1) return []
      const page: ListedKey[] = []
      let skip = offset % indexStep
      for await (const records of readRecords(file, start, 64 * 1024)) {
        for (const record of records) {
          if (skip > 0) skip -= 1
          else if (page.push(decodeKey(record)) === limit) return page
        }
      }
      return page
    },
    batches,
    async isIntact() {
      const hash = createHash('sha256')
      let found = 0
      for await (const records of readRecords(file)) {
        found += records.length
        hash.update(digestBytes(records))
      }
      return found === count && hash.digest('hex') === digest
    },
    async discard() {
      await file.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  files.set(list, join(folder, 'keys'))
  return list
}
