import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import { toFailure } from '../app-error.ts'
import type { RedisSession } from '../ports/connection.ts'
import type { KeyProbe, KeyspaceWriter, Pace, SavedKey, UnlinkRequest } from '../ports/keyspace.ts'
import type { KeyList, SavedFate, UndoWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { inBatches } from './batches.ts'
import type { Books, Entry } from './books.ts'
import { readAhead } from './read-ahead.ts'
import type { RecentKeys } from './recheck-deleted.ts'
import { assertSameProcess } from './same-server.ts'
import { settleByReading } from './settle-by-reading.ts'

/** Pause after a batch, as a multiple of what the server needed for it. Source: performance.md, politeness. */
export const pauseFactor: Readonly<Record<Pace, number>> = { fast: 0, normal: 1, gentle: 4 }

export interface DeleteJob {
  readonly list: KeyList
  readonly session: RedisSession
  /** The server the list was made of. */
  readonly server: ServerIdentity
  /** null: nothing is saved first. */
  readonly undo: UndoWriter | null
  readonly books: Books
  readonly recent: RecentKeys
  readonly pace: Pace
  /** Its reason ends the job: an AppError. */
  readonly signal: AbortSignal
  readonly system: System
  /** Stands before the next batch begins: journal, progress. @param serverMs - the batch's unlink */
  readonly afterBatch: (keys: number, serverMs: number) => Promise<void>
}

/** A batch of which every key that may be unlinked is on disk. */
interface SavedBatch {
  readonly keys: number
  readonly requests: readonly UnlinkRequest[]
  readonly missed: readonly Entry[]
}

/**
 * Removes a list from the server, batch by batch: save, fsync, unlink what is still what was saved. At the fast pace the
 * next batch is saved while one is removed. Every key ends in the books; what a failure leaves open is settled by
 * reading back.
 * @throws AppError what ended the job early; the books hold until there
 */
export async function deleteKeys(job: DeleteJob): Promise<void> {
  const { session, server, books, signal, pace, system, afterBatch } = job
  const writer = session.writer()
  const saved = saveBatches(job, writer)
  for await (const { keys, requests, missed } of pace === 'fast' ? readAhead(saved) : saved) {
    signal.throwIfAborted()
    await assertSameProcess(session, server)
    signal.throwIfAborted()
    for (const entry of missed) books.enter(entry)
    const startedAt = system.clock()
    await unlink(job, writer, requests)
    const serverMs = system.clock() - startedAt
    await afterBatch(keys, serverMs)
    if (pauseFactor[pace] > 0) await system.sleep(serverMs * pauseFactor[pace], signal)
  }
}

/** A failure here leaves the whole batch "not attempted". */
async function* saveBatches(job: DeleteJob, writer: KeyspaceWriter): AsyncGenerator<SavedBatch> {
  const { list, session, server, undo, signal } = job
  for await (const batch of inBatches(list.batches(1_000), ({ bytes }) => bytes)) {
    if (undo === null) {
      const requests = batch.map(({ key, expiresAt }) => ({ key, expiresAt, saved: null }))
      yield { keys: batch.length, requests, missed: [] }
      continue
    }
    signal.throwIfAborted()
    await assertSameProcess(session, server)
    const outcomes = await writer.save(batch)
    const saved: SavedKey[] = outcomes.flatMap((outcome) => ('saved' in outcome ? outcome.saved : []))
    if (saved.length > 0) await undo.append(saved)
    yield {
      keys: batch.length,
      requests: saved.map((key) => ({ key: key.key, expiresAt: key.expiresAt, saved: key })),
      missed: outcomes.flatMap((outcome) => ('missed' in outcome ? outcome.missed : [])),
    }
  }
}

/** What stands was not removed by this run. */
const fateOf: Readonly<Record<KeyProbe['state'], SavedFate>> = {
  present: 'kept',
  absent: 'removed',
  no_permission: 'unknown',
}

async function unlink(
  { books, recent, session, system, undo }: DeleteJob,
  writer: KeyspaceWriter,
  requests: readonly UnlinkRequest[],
): Promise<void> {
  if (requests.length === 0) return
  const enter = (entry: Entry, at: number) => {
    books.enter(entry)
    const key = requests[at]?.key
    if (entry === 'deleted' && key) recent.add(key)
  }
  const outcomes = await writer.unlinkIfUnchanged(requests).catch(async (error: unknown) => {
    // Done, refused, or in part: what is there now decides.
    const keys = requests.map(({ key }) => key)
    const probes = await settleByReading(() => session.reader().probe(keys), system)
    const fates = probes?.map(({ state }) => fateOf[state]) ?? keys.map(() => 'unknown' as const)
    for (const [at, fate] of fates.entries()) enter(fate === 'removed' ? 'deleted' : 'failed', at)
    // What ended the run is the failure to tell. A fate that is not on disk is unknown, and such a key can be put back.
    await undo?.settle(fates).catch((failure) => system.log.error('fates of keys not kept', { ...toFailure(failure) }))
    throw error
  })
  for (const [at, outcome] of outcomes.entries()) enter(outcome, at)
  await undo?.settle(outcomes.map((outcome) => (outcome === 'deleted' ? 'removed' : 'kept')))
}
