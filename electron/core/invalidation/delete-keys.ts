import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import type { RedisSession } from '../ports/connection.ts'
import type { KeyProbe, KeyspaceWriter, Pace, SavedKey, UnlinkOutcome, UnlinkRequest } from '../ports/keyspace.ts'
import type { KeyList, UndoWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { type BatchSize, beyondLine, createBatchSize, inBatches } from './batches.ts'
import type { Books, Entry } from './books.ts'
import type { Pausing } from './pausing.ts'
import { readAhead } from './read-ahead.ts'
import type { RecentKeys } from './recheck-deleted.ts'
import { assertSameProcess } from './same-server.ts'
import { settleFates } from './settle-fates.ts'
import { type Found, settledWrite } from './settled-write.ts'

/** Pause after a batch, as a multiple of what the server needed for it. Source: performance.md, politeness. */
export const pauseFactor: Readonly<Record<Pace, number>> = { fast: 0, normal: 1, gentle: 4 }

/** Where no value is read, this many take the server some 40 ms; with fewer the journal would take most of the time. */
const unsavedBatchKeys = 16_000

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
  readonly pausing: Pausing
  readonly system: System
  /** Stands before the next batch begins: journal, progress. @param serverMs - the batch's unlink */
  readonly afterBatch: (keys: number, serverMs: number) => Promise<void>
}

/** A batch whose values were read, where they are to be saved. */
interface ReadBatch {
  readonly keys: number
  /** What reading the values took, without the way there and back. */
  readonly savedMs: number
  readonly requests: readonly UnlinkRequest[]
  readonly missed: readonly Entry[]
}

/**
 * Removes a list from the server, batch by batch: read, save with fsync, unlink what is still what was saved. At the fast
 * pace the three go on side by side, each with another batch. Every key ends in the books; what a failure leaves open is
 * settled by reading back.
 * @throws AppError what ended the job early; the books hold until there
 */
export async function deleteKeys(job: DeleteJob): Promise<void> {
  const { session, server, undo, books, signal, pausing, pace, system, afterBatch } = job
  const writer = session.writer()
  const size = createBatchSize(session.roundTripMs, undo === null ? unsavedBatchKeys : undefined)
  const ahead = pace === 'fast' ? readAhead : <T>(source: AsyncIterable<T>) => source
  const saved = ahead(saveBatches(job, ahead(readBatches(job, writer, size))))
  for await (const { keys, savedMs, requests, missed } of saved) {
    signal.throwIfAborted()
    await pausing.through(() => assertSameProcess(session, server))
    signal.throwIfAborted()
    for (const entry of missed) books.enter(entry)
    const startedAt = pausing.worked()
    await unlink(job, writer, requests)
    const serverMs = beyondLine(session, pausing.worked() - startedAt)
    size.took(savedMs + serverMs)
    await afterBatch(keys, serverMs)
    if (pauseFactor[pace] > 0) await system.sleep(serverMs * pauseFactor[pace], signal)
  }
}

/** A failure here leaves the whole batch "not attempted". */
async function* readBatches(job: DeleteJob, writer: KeyspaceWriter, size: BatchSize): AsyncGenerator<ReadBatch> {
  const { list, session, server, undo, signal, pausing } = job
  for await (const batch of inBatches(list.batches(1_000), ({ bytes }) => (undo === null ? 0 : bytes), size)) {
    if (undo === null) {
      const requests = batch.map(({ key, expiresAt }) => ({ key, expiresAt, saved: null }))
      yield { keys: batch.length, savedMs: 0, requests, missed: [] }
      continue
    }
    signal.throwIfAborted()
    const startedAt = pausing.worked()
    // Side by side: reading does no harm, and nothing read counts until both are answered.
    const [outcomes] = await pausing.through(() =>
      Promise.all([writer.save(batch), assertSameProcess(session, server)]),
    )
    const savedMs = beyondLine(session, pausing.worked() - startedAt)
    const saved: SavedKey[] = outcomes.flatMap((outcome) => ('saved' in outcome ? outcome.saved : []))
    yield {
      keys: batch.length,
      savedMs,
      requests: saved.map((key) => ({ key: key.key, expiresAt: key.expiresAt, saved: key })),
      missed: outcomes.flatMap((outcome) => ('missed' in outcome ? outcome.missed : [])),
    }
  }
}

/** Hands a batch on once all of it that may be unlinked is on disk. A failure leaves the whole batch "not attempted". */
async function* saveBatches({ undo }: DeleteJob, batches: AsyncIterable<ReadBatch>): AsyncGenerator<ReadBatch> {
  for await (const batch of batches) {
    const saved = batch.requests.flatMap((request) => request.saved ?? [])
    if (saved.length > 0) await undo?.append(saved)
    yield batch
  }
}

/** What stands was not removed by this run. */
const foundOf: Readonly<Record<KeyProbe['state'], Found<UnlinkOutcome>>> = {
  present: 'standing',
  absent: 'deleted',
  no_permission: 'unknown',
}

async function unlink(
  { books, recent, session, pausing, system, undo }: DeleteJob,
  writer: KeyspaceWriter,
  requests: readonly UnlinkRequest[],
): Promise<void> {
  if (requests.length === 0) return
  const write = (some: readonly UnlinkRequest[]) => writer.unlinkIfUnchanged(some)
  const look = async (some: readonly UnlinkRequest[]) => {
    const probes = await session.reader().probe(some.map(({ key }) => key))
    return probes.map(({ state }) => foundOf[state])
  }
  const { outcomes, end } = await settledWrite(requests, { write, look }, pausing, system)
  for (const [at, outcome] of outcomes.entries()) {
    books.enter(outcome === 'standing' || outcome === 'unknown' ? 'failed' : outcome)
    const key = requests[at]?.key
    if (outcome === 'deleted' && key) recent.add(key)
  }
  await settleFates(undo, outcomes, 'deleted', end !== null, system)
  if (end) throw end.reason
}
