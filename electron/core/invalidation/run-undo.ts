import type { Failure } from '../../../shared/contract/failure.ts'
import type { UndoBundle, UndoProgress, UndoResult } from '../../../shared/contract/undo.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { KeyspaceWriter, ListedKey, RestoreOutcome, SavedKey, SaveOutcome } from '../ports/keyspace.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { JournalWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { beyondLine, createBatchSize, inBatches } from './batches.ts'
import { rateOf } from './books.ts'
import { bundleKeys } from './bundle-keys.ts'
import { endingOf } from './ending.ts'
import { forgetOperation } from './forget-operation.ts'
import type { GoAhead } from './go-ahead.ts'
import type { NamespaceHold } from './namespace-holds.ts'
import { createOperationNotes } from './operation-notes.ts'
import { createPausing } from './pausing.ts'
import { readAhead } from './read-ahead.ts'
import type { RestorableBundles } from './restorable-bundles.ts'
import { assertSameProcess, placeText } from './same-server.ts'
import { type Found, settledWrite } from './settled-write.ts'
import { scopeNote } from './target.ts'
import { createThrottle } from './throttle.ts'

type UndoEntry = 'restored' | 'expired' | 'keptNewer' | 'damaged' | 'foreign' | 'failed'

const entryOf: Readonly<Record<Found<RestoreOutcome>, UndoEntry>> = {
  restored: 'restored',
  expired: 'expired',
  kept_newer: 'keptNewer',
  failed: 'failed',
  standing: 'failed',
  unknown: 'failed',
}

export interface UndoRunDeps {
  readonly bundles: RestorableBundles
  readonly namespaces: readonly string[]
  readonly operations: OperationStore
  readonly journal: JournalWriter
  readonly system: System
}

export interface UndoRunOptions {
  readonly operationId: string
  readonly hold: NamespaceHold
  readonly bundle: UndoBundle
  readonly connection: ActiveConnection
  /** Where the keys go although they came from elsewhere; null: back to where they were. */
  readonly retargetedTo: string | null
  /** Whether what a file holds outside of its target comes too. */
  readonly withForeign: boolean
  /** Ends the run after its batch in flight; its reason is an AppError. */
  readonly stop: AbortController
  /** What a pause waits for; null: nobody is there to decide. */
  readonly goAhead: GoAhead | null
  readonly onProgress: (progress: UndoProgress) => void
}

/** @returns the result, however far it came @throws AppError only where nothing was attempted */
export async function runUndo(
  { bundles, namespaces, operations, journal, system }: UndoRunDeps,
  options: UndoRunOptions,
): Promise<UndoResult> {
  const { operationId, hold, bundle, connection, retargetedTo, withForeign, stop, goAhead, onProgress } = options
  const { target, keys, replacementExpiresAt } = bundle
  const startedAt = system.clock()
  const counts: Record<UndoEntry, number> = {
    restored: 0,
    expired: 0,
    keptNewer: 0,
    damaged: 0,
    foreign: 0,
    failed: 0,
  }
  const settled = () => Object.values(counts).reduce((sum, count) => sum + count, 0)
  const books = () => {
    const notAttempted = Math.max(0, keys - settled())
    return { saved: settled() + notAttempted, ...counts, notAttempted }
  }
  const mayTell = createThrottle(system.clock)
  const tell = (done: boolean, paused?: Failure) => {
    const elapsedMs = system.clock() - startedAt
    const keysPerSecond = rateOf(settled(), pausing.worked() - startedAt)
    const said = { operationId, bundle: bundle.bundle, target, books: books(), keysPerSecond, elapsedMs, done }
    onProgress(paused === undefined ? said : { ...said, paused })
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
  await operations.begin({ ...facts, startedAt, keys, bundle: kept }, null, hold.id)
  try {
    await notes('begin', { ...scopeNote(target), saved: keys, ...from, retargetedTo, withForeign })
  } catch (failure) {
    await operations.end(operationId).catch(() => undefined) // the first failure is the one to tell
    throw failure
  }
  const onPause = (reason: Failure | null) => tell(false, reason ?? undefined)
  const pausing = createPausing({ session, server: begun, stop, hold, goAhead, notes, system, onPause })
  tell(false)

  async function* intact(): AsyncGenerator<[SavedKey]> {
    for await (const record of bundleKeys(bundles, bundle, new Set(namespaces))) {
      stop.signal.throwIfAborted()
      if ('saved' in record) yield [record.saved]
      else if ('damaged' in record) counts.damaged += 1
      else if (withForeign) yield [record.foreign]
      else counts.foreign += 1
    }
  }

  let error: unknown = null
  try {
    const writer = session.writer()
    const write = (some: readonly SavedKey[]) => writer.restore(some)
    const look = async (some: readonly SavedKey[]) => {
      const found = await session.writer().save(some.map(asListed))
      return some.map((saved, at) => foundOf(saved, found[at]))
    }
    const size = createBatchSize(session.roundTripMs)
    const batches = inBatches(intact(), ({ key, payload }) => key.length + payload.length, size)
    for await (const batch of readAhead(batches)) {
      stop.signal.throwIfAborted()
      await pausing.through(() => assertSameProcess(session, begun))
      if (replacementExpiresAt !== undefined && retargetedTo === null) {
        await pausing.through(() => makeRoom(session.writer(), batch, replacementExpiresAt, system.clock()))
      }
      const sentAt = pausing.worked()
      const { outcomes, end } = await settledWrite(batch, { write, look }, pausing, system)
      size.took(beyondLine(session, pausing.worked() - sentAt))
      for (const outcome of outcomes) counts[entryOf[outcome]] += 1
      if (end) throw end.reason
      await notes('batch', { keys: batch.length, ...counts })
      if (mayTell()) tell(false)
    }
    await pausing.through(() => session.confirmPrimary())
    if (counts.failed === 0 && retargetedTo === null) await bundles.mark(bundle.bundle, 'restored')
  } catch (failure) {
    error = failure
  } finally {
    pausing.end()
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
function foundOf(saved: SavedKey, found: SaveOutcome | undefined): Found<RestoreOutcome> {
  if (found === undefined) return 'unknown'
  if ('missed' in found) {
    if (found.missed === 'gone') return 'standing'
    return found.missed === 'changed' ? 'kept_newer' : 'failed'
  }
  // What stands has the expiry it had before: that is what was wanted.
  if (saved.form === 'expiry') return 'restored'
  // The same value may be dumped in another order; its expiry, to the millisecond, tells it from a newer one.
  const byExpiry = saved.form === 'dump' && found.saved.form === 'dump' && saved.expiresAt !== null
  return byExpiry || isSameValue(saved, found.saved) ? 'restored' : 'kept_newer'
}

function isSameValue(a: SavedKey, b: SavedKey): boolean {
  if (a.form !== b.form || a.payload.length !== b.payload.length) return false
  return a.payload.every((byte, at) => byte === b.payload[at])
}
