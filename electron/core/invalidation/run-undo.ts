import type { UndoBundle, UndoProgress, UndoResult } from '../../../shared/contract/undo.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { KeyspaceWriter, ListedKey, RestoreOutcome, SavedKey, SaveOutcome } from '../ports/keyspace.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { JournalWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { inBatches } from './batches.ts'
import { bundleKeys } from './bundle-keys.ts'
import { endingOf, stopOnLoss } from './ending.ts'
import { forgetOperation } from './forget-operation.ts'
import { createOperationNotes } from './operation-notes.ts'
import { readAhead } from './read-ahead.ts'
import type { RestorableBundles } from './restorable-bundles.ts'
import { assertSameProcess, placeText } from './same-server.ts'
import { settleByReading } from './settle-by-reading.ts'
import { scopeNote } from './target.ts'
import { createThrottle } from './throttle.ts'

type UndoEntry = 'restored' | 'expired' | 'keptNewer' | 'damaged' | 'failed'

const entryOf: Readonly<Record<RestoreOutcome, UndoEntry>> = {
  restored: 'restored',
  expired: 'expired',
  kept_newer: 'keptNewer',
  failed: 'failed',
}

export interface UndoRunDeps {
  readonly bundles: RestorableBundles
  readonly operations: OperationStore
  readonly journal: JournalWriter
  readonly system: System
}

export interface UndoRunOptions {
  readonly operationId: string
  /** Id of the namespace's hold; null: it needs none. */
  readonly hold: string | null
  readonly bundle: UndoBundle
  readonly connection: ActiveConnection
  /** Where the keys go although they came from elsewhere; null: back to where they were. */
  readonly retargetedTo: string | null
  /** Ends the run after its batch in flight; its reason is an AppError. */
  readonly stop: AbortController
  readonly onProgress: (progress: UndoProgress) => void
}

/** @returns the result, however far it came @throws AppError only where nothing was attempted */
export async function runUndo(
  { bundles, operations, journal, system }: UndoRunDeps,
  options: UndoRunOptions,
): Promise<UndoResult> {
  const { operationId, hold, bundle, connection, retargetedTo, stop, onProgress } = options
  const { target, keys, replacementExpiresAt } = bundle
  const startedAt = system.clock()
  const counts: Record<UndoEntry, number> = { restored: 0, expired: 0, keptNewer: 0, damaged: 0, failed: 0 }
  const settled = () => Object.values(counts).reduce((sum, count) => sum + count, 0)
  const books = () => {
    const notAttempted = Math.max(0, keys - settled())
    return { saved: settled() + notAttempted, ...counts, notAttempted }
  }
  const mayTell = createThrottle(system.clock)
  const tell = (done: boolean) => {
    const elapsedMs = system.clock() - startedAt
    const keysPerSecond = elapsedMs > 0 ? (settled() * 1_000) / elapsedMs : 0
    onProgress({ operationId, bundle: bundle.bundle, target, books: books(), keysPerSecond, elapsedMs, done })
  }
  const notes = createOperationNotes(journal, system, bundle.file === undefined ? 'undo' : 'import', connection.name, {
    operationId,
    bundle: bundle.bundle,
    namespace: target.namespace,
  })
  const { session } = connection
  const begun = await session.verifyIdentity()
  const who = system.operator
  const facts = { operationId, kind: 'undo', target, server: begun, connection: connection.name, who } as const
  const from = { server: placeText(bundle.server), file: bundle.file ?? null }
  // A file is opened anew after a restart: nothing here knows its bundle then.
  const kept = bundle.file === undefined ? bundle.bundle : null
  await operations.begin({ ...facts, startedAt, keys, bundle: kept }, null, hold)
  try {
    await notes('begin', { ...scopeNote(target), saved: keys, ...from, retargetedTo })
  } catch (failure) {
    await operations.end(operationId).catch(() => undefined) // the first failure is the one to tell
    throw failure
  }
  tell(false)

  async function* intact(): AsyncGenerator<[SavedKey]> {
    for await (const saved of bundleKeys(bundles, bundle)) {
      stop.signal.throwIfAborted()
      if ('key' in saved) yield [saved]
      else counts.damaged += 1
    }
  }

  const unwatch = stopOnLoss(session, stop)
  let error: unknown = null
  try {
    const writer = connection.session.writer()
    const batches = inBatches(intact(), ({ key, payload }) => key.length + payload.length)
    for await (const batch of readAhead(batches)) {
      stop.signal.throwIfAborted()
      await assertSameProcess(session, begun)
      if (replacementExpiresAt !== undefined && retargetedTo === null) {
        await makeRoom(connection.session.writer(), batch, replacementExpiresAt, system.clock())
      }
      try {
        for (const outcome of await writer.restore(batch)) counts[entryOf[outcome]] += 1
      } catch (failure) {
        // Done, refused, or in part: what is there now decides. Restoring again does no harm.
        const found = await settleByReading(() => connection.session.writer().save(batch.map(asListed)), system)
        for (const [at, saved] of batch.entries()) counts[entryOfFound(saved, found?.[at])] += 1
        throw failure
      }
      await notes('batch', { keys: batch.length, ...counts })
      if (mayTell()) tell(false)
    }
    await session.confirmPrimary()
    if (counts.failed === 0 && retargetedTo === null) await bundles.mark(bundle.bundle, 'restored')
  } catch (failure) {
    error = failure
  } finally {
    unwatch()
  }

  const { saved: _saved, ...entries } = books()
  const ending = endingOf(error)
  try {
    await notes('end', { ended: ending.ended, code: ending.failure?.code ?? null, ...entries })
    await forgetOperation({ operations, system }, operationId)
  } catch (failure) {
    error ??= failure
  }
  tell(true)
  const elapsedMs = system.clock() - startedAt
  return { operationId, bundle: bundle.bundle, target, ...books(), ...endingOf(error), elapsedMs }
}

/** What took a saved key's place goes where it still stands; a saved value whose lifetime is over leaves it there. */
async function makeRoom(writer: KeyspaceWriter, batch: readonly SavedKey[], expiresAt: number, now: number) {
  const alive = batch.filter((saved) => saved.expiresAt === null || saved.expiresAt > now)
  await writer.unlinkIfUnchanged(alive.map(({ key }) => ({ key, expiresAt, saved: null })))
}

const asListed = ({ key, payload, expiresAt }: SavedKey): ListedKey => ({ key, expiresAt, bytes: payload.length })

/** Settles a key whose reply was lost. @param found - what stands under its name, read with the expiry of the bundle */
function entryOfFound(saved: SavedKey, found: SaveOutcome | undefined): UndoEntry {
  if (found === undefined) return 'failed'
  if ('missed' in found) return found.missed === 'changed' ? 'keptNewer' : 'failed'
  // What stands has the expiry it had before: that is what was wanted.
  if (saved.form === 'expiry') return 'restored'
  // The same value may be dumped in another order; its expiry, to the millisecond, tells it from a newer one.
  const byExpiry = saved.form === 'dump' && found.saved.form === 'dump' && saved.expiresAt !== null
  return byExpiry || isSameValue(saved, found.saved) ? 'restored' : 'keptNewer'
}

function isSameValue(a: SavedKey, b: SavedKey): boolean {
  if (a.form !== b.form || a.payload.length !== b.payload.length) return false
  return a.payload.every((byte, at) => byte === b.payload[at])
}
