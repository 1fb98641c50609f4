import type { UndoBundle, UndoResult } from '../../../shared/contract/undo.ts'
import { hasPrefix, namespacePrefix } from '../../../shared/keys/cache-key.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { ListedKey, RestoreOutcome, SavedKey, SaveOutcome } from '../ports/keyspace.ts'
import type { Journal, UndoStore } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { inBatches } from './batches.ts'
import { endingOf, stopOnLoss } from './ending.ts'
import { createOperationNotes } from './operation-notes.ts'
import { readAhead } from './read-ahead.ts'
import { placeText } from './same-server.ts'
import { settleByReading } from './settle-by-reading.ts'

type UndoEntry = 'restored' | 'expired' | 'keptNewer' | 'damaged' | 'failed'

const entryOf: Readonly<Record<RestoreOutcome, UndoEntry>> = {
  restored: 'restored',
  expired: 'expired',
  kept_newer: 'keptNewer',
  failed: 'failed',
}

export interface UndoRunDeps {
  readonly undoStore: UndoStore
  readonly journal: Journal
  readonly system: System
}

export interface UndoRunOptions {
  readonly bundle: UndoBundle
  readonly connection: ActiveConnection
  readonly stop: AbortController
}

/** @returns the result, however far it came @throws AppError only where nothing was attempted */
export async function runUndo(
  { undoStore, journal, system }: UndoRunDeps,
  options: UndoRunOptions,
): Promise<UndoResult> {
  const {
    bundle: { bundle, target, server, keys },
    connection,
    stop,
  } = options
  const startedAt = system.clock()
  const books: Record<UndoEntry, number> = { restored: 0, expired: 0, keptNewer: 0, damaged: 0, failed: 0 }
  const settled = () => Object.values(books).reduce((sum, count) => sum + count, 0)
  const notes = createOperationNotes(journal, system, 'undo', connection.name, { bundle, namespace: target.namespace })
  await notes('begin', { saved: keys, server: placeText(server) })

  const prefix = namespacePrefix(target.namespace)
  async function* intact(): AsyncGenerator<SavedKey> {
    for await (const saved of undoStore.read(bundle)) {
      // A key of another namespace was never put there by us: it counts as damaged and is left alone.
      if ('damaged' in saved || !hasPrefix(saved.key, prefix)) books.damaged += 1
      else yield saved
    }
  }

  const unwatch = stopOnLoss(connection.session, stop)
  let error: unknown = null
  try {
    const writer = connection.session.writer()
    const batches = inBatches(intact(), ({ key, payload }) => key.length + payload.length)
    for await (const batch of readAhead(batches)) {
      stop.signal.throwIfAborted()
      try {
        for (const outcome of await writer.restore(batch)) books[entryOf[outcome]] += 1
      } catch (failure) {
        // Done, refused, or in part: what is there now decides. Restoring again does no harm.
        const found = await settleByReading(() => connection.session.writer().save(batch.map(asListed)), system)
        for (const [at, saved] of batch.entries()) books[entryOfFound(saved, found?.[at])] += 1
        throw failure
      }
      await notes('batch', { keys: batch.length, ...books })
    }
    if (books.failed === 0) await undoStore.mark(bundle, 'restored')
  } catch (failure) {
    error = failure
  } finally {
    unwatch()
  }

  const notAttempted = Math.max(0, keys - settled())
  const ending = endingOf(error)
  await notes('end', { ended: ending.ended, code: ending.failure?.code ?? null, ...books, notAttempted }).catch(
    (failure) => {
      error ??= failure
    },
  )
  const saved = settled() + notAttempted
  return { bundle, saved, ...books, notAttempted, ...endingOf(error), elapsedMs: system.clock() - startedAt }
}

const asListed = ({ key, payload, expiresAt }: SavedKey): ListedKey => ({ key, expiresAt, bytes: payload.length })

/** Settles a key whose reply was lost. @param found - what stands under its name, read with the expiry of the bundle */
function entryOfFound(saved: SavedKey, found: SaveOutcome | undefined): UndoEntry {
  if (found === undefined) return 'failed'
  if ('missed' in found) return found.missed === 'changed' ? 'keptNewer' : 'failed'
  // The same value may be dumped in another order; its expiry, to the millisecond, tells it from a newer one.
  const byExpiry = saved.form === 'dump' && found.saved.form === 'dump' && saved.expiresAt !== null
  return byExpiry || isSameValue(saved, found.saved) ? 'restored' : 'keptNewer'
}

function isSameValue(a: SavedKey, b: SavedKey): boolean {
  if (a.form !== b.form || a.payload.length !== b.payload.length) return false
  return a.payload.every((byte, at) => byte === b.payload[at])
}
