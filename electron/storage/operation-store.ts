import { type FileHandle, link, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { UnfinishedOperation } from '../../shared/contract/operations.ts'
import { toFailure } from '../core/app-error.ts'
import type { OperationStore } from '../core/ports/operations.ts'
import type { Logger } from '../core/ports/system.ts'
import { isRunning, ownerText } from './file-lock.ts'
import { readJsonFile } from './json-file.ts'
import { fileOf } from './key-list-store.ts'
import { decodeKey, readRecords } from './key-records.ts'
import { ensurePrivateFolder, writeAtomically } from './private-file.ts'
import { codeOf, storageError } from './storage-error.ts'

const Stored = z.object({ owner: z.string(), hold: z.string().nullable(), operation: UnfinishedOperation })

/** An id from outside never becomes a path unless it is a plain one. */
const idGrammar = /^[0-9a-f]{1,64}$/

/**
 * `operations/<id>.json` holds what is under way and by which process, `operations/<id>.keys` the list it works on: a
 * second name of the preview's own file, so that it outlives it.
 */
export function createOperationStore(dataFolder: string, log: Logger): OperationStore {
  const folder = join(dataFolder, 'operations')
  const factsFile = (id: string) => join(folder, `${id}.json`)
  const keysFile = (id: string) => join(folder, `${id}.keys`)

  async function read(id: string): Promise<z.infer<typeof Stored> | null> {
    const parsed = Stored.safeParse(await readJsonFile(factsFile(id), log))
    return parsed.success && parsed.data.operation.operationId === id ? parsed.data : null
  }

  /** Of processes that are gone. */
  async function leftBehind(): Promise<z.infer<typeof Stored>[]> {
    const names = await readdir(folder).catch((error) =>
      codeOf(error) === 'ENOENT' ? [] : Promise.reject(storageError(error, 'operations')),
    )
    const found: z.infer<typeof Stored>[] = []
    for (const name of names) {
      const id = name.endsWith('.json') ? name.slice(0, -'.json'.length) : ''
      const stored = idGrammar.test(id) ? await read(id) : null
      if (stored && !(await isRunning(stored.owner))) found.push(stored)
    }
    return found
  }

  return {
    async begin(operation, list, hold) {
      await ensurePrivateFolder(folder)
      const path = list && fileOf(list)
      // A file system without second names keeps no list: the bundle says what was saved.
      if (path) {
        await link(path, keysFile(operation.operationId)).catch((error) =>
          log.warn('the list of an operation was not kept', { ...toFailure(storageError(error, 'operations')) }),
        )
      }
      const stored = { owner: await ownerText(), hold, operation }
      await writeAtomically(factsFile(operation.operationId), `${JSON.stringify(stored)}\n`)
    },
    async end(operationId) {
      if (!idGrammar.test(operationId)) return
      try {
        await rm(factsFile(operationId), { force: true })
        await rm(keysFile(operationId), { force: true })
      } catch (error) {
        throw storageError(error, 'operations')
      }
    },
    async unfinished() {
      const left = await leftBehind()
      return left.map(({ operation }) => operation).sort((a, b) => b.startedAt - a.startedAt)
    },
    leftHolds: async () => (await leftBehind()).flatMap(({ hold }) => hold ?? []),
    async *keys(operationId) {
      const handle = idGrammar.test(operationId) ? await openIfThere(keysFile(operationId)) : null
      if (handle === null) return
      try {
        for await (const records of readRecords(handle)) yield records.map(decodeKey)
      } finally {
        await handle.close()
      }
    },
  }
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw storageError(error, 'operations')
  }
}
