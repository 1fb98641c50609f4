import type { OperationCheck, UnfinishedOperation } from '../../../shared/contract/operations.ts'
import { AppError } from '../app-error.ts'
import type { KeyspaceReader, ListedKey, SavedKey } from '../ports/keyspace.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { UndoStore } from '../ports/stores.ts'
import { inBatches } from './batches.ts'

export interface VerifyDeps {
  readonly operations: OperationStore
  readonly undoStore: UndoStore
}

/**
 * Reads back what became of each listed key of a removal that did not come to its end. Where no list was kept, the saved
 * keys stand for it: nothing else was touched. Writes nothing.
 * @throws AppError storage, `cancelled`, what the reader throws
 */
export async function verifyOperation(
  { operations, undoStore }: VerifyDeps,
  { operationId, bundle }: UnfinishedOperation,
  reader: KeyspaceReader,
  signal: AbortSignal,
  at: number,
): Promise<OperationCheck> {
  const counts = { listed: 0, gone: 0, goneSaved: 0, there: 0, changed: 0, unknown: 0 }
  const saved = savedKeys(undoStore, bundle)

  for await (const batch of inBatches(
    listedKeys(operations, undoStore, operationId, bundle),
    ({ key }) => key.length,
  )) {
    signal.throwIfAborted()
    const found = await locateIfAllowed(reader, batch)
    for (const [index, listed] of batch.entries()) {
      const isSaved = await saved.holds(listed.key)
      counts.listed += 1
      if (found === null) counts.unknown += 1
      else {
        const now = found[index] ?? null
        if (now === null) {
          counts.gone += 1
          if (isSaved) counts.goneSaved += 1
        } else if (now.expiresAt === listed.expiresAt) counts.there += 1
        else counts.changed += 1
      }
    }
  }
  return { operationId, at, ...counts, damaged: await saved.end() }
}

/** @returns null where this user may not ask */
async function locateIfAllowed(reader: KeyspaceReader, batch: readonly ListedKey[]) {
  try {
    return await reader.locate(batch.map(({ key }) => key))
  } catch (error) {
    if (error instanceof AppError && error.code === 'no_permission') return null
    throw error
  }
}

async function* listedKeys(
  operations: OperationStore,
  undoStore: UndoStore,
  operationId: string,
  bundle: string | null,
): AsyncGenerator<readonly ListedKey[]> {
  let any = false
  for await (const keys of operations.keys(operationId)) {
    any = true
    yield keys
  }
  if (any || bundle === null) return
  for await (const saved of bundleRecords(undoStore, bundle)) {
    if ('key' in saved) yield [{ key: saved.key, expiresAt: saved.expiresAt, bytes: saved.payload.length }]
  }
}

/** The saved keys beside the list: both are sorted by bytes, so one pass over each tells which are in both. */
function savedKeys(undoStore: UndoStore, bundle: string | null) {
  const records = bundle === null ? null : bundleRecords(undoStore, bundle)
  let current: SavedKey | null = null
  let damaged = 0
  let over = records === null

  async function next(): Promise<void> {
    current = null
    while (!over && current === null) {
      const record = await records?.next()
      if (record === undefined || record.done) over = true
      else if ('key' in record.value) current = record.value
      else damaged += 1
    }
  }

  return {
    /** To be asked in the order of the list. */
    async holds(key: Uint8Array): Promise<boolean> {
      for (;;) {
        if (current === null) await next()
        const at: SavedKey | null = current
        if (at === null) return false
        const order = compareBytes(at.key, key)
        if (order > 0) return false
        current = null
        if (order === 0) return true
      }
    },
    /** @returns how many records of the bundle are damaged */
    async end(): Promise<number> {
      while (!over) await next()
      return damaged
    },
  }
}

/** A bundle that is gone by now holds nothing. */
async function* bundleRecords(
  undoStore: UndoStore,
  bundle: string,
): AsyncGenerator<SavedKey | { readonly damaged: number }> {
  try {
    yield* undoStore.read(bundle)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
