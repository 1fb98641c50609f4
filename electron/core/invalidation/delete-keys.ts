import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import { AppError } from '../app-error.ts'
import type { RedisSession } from '../ports/connection.ts'
import type { KeyspaceWriter, ListedKey, Pace, SavedKey, UnlinkRequest } from '../ports/keyspace.ts'
import type { KeyList, UndoWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { inBatches } from './batches.ts'
import type { Books } from './books.ts'
import { isSameProcess } from './same-server.ts'
import { settleByReading } from './settle-by-reading.ts'

/** Pause after a batch, as a multiple of what the server needed for it. Source: performance.md, politeness. */
const pauseFactor: Readonly<Record<Pace, number>> = { fast: 0, normal: 1, gentle: 4 }

export interface DeleteJob {
  readonly list: KeyList
  readonly session: RedisSession
  /** The server the list was made of. */
  readonly server: ServerIdentity
  /** null: nothing is saved first. */
  readonly undo: UndoWriter | null
  readonly books: Books
  readonly pace: Pace
  /** Its reason ends the job: an AppError. */
  readonly signal: AbortSignal
  readonly system: System
  /** Stands before the next batch begins: journal, progress. @param serverMs - the batch's unlink */
  readonly afterBatch: (keys: number, serverMs: number) => Promise<void>
}

/**
 * Removes a list from the server, batch by batch: save, fsync, unlink what is still what was saved. Every key ends in
 * the books; what a failure leaves open is settled by reading back.
 * @throws AppError what ended the job early; the books hold until there
 */
export async function deleteKeys(job: DeleteJob): Promise<void> {
  const { list, session, server, signal, pace, system, afterBatch } = job
  const writer = session.writer()
  for await (const batch of inBatches(eachKey(list), ({ bytes }) => bytes)) {
    signal.throwIfAborted()
    if (!isSameProcess(server, await session.verifyIdentity())) {
      throw new AppError('token_invalid', 'another server answers now than the preview was made of')
    }
    const requests = await saveFirst(job, writer, batch)
    signal.throwIfAborted()
    const startedAt = system.clock()
    await unlink(job, writer, requests)
    const serverMs = system.clock() - startedAt
    await afterBatch(batch.length, serverMs)
    if (pauseFactor[pace] > 0) await system.sleep(serverMs * pauseFactor[pace], signal)
  }
}

/** @returns what may be unlinked now; the keys missed while saving are in the books */
async function saveFirst(
  { undo, books }: DeleteJob,
  writer: KeyspaceWriter,
  batch: readonly ListedKey[],
): Promise<UnlinkRequest[]> {
  if (undo === null) return batch.map(({ key, expiresAt }) => ({ key, expiresAt, saved: null }))
  const outcomes = await writer.save(batch)
  const saved: SavedKey[] = outcomes.flatMap((outcome) => ('saved' in outcome ? outcome.saved : []))
  if (saved.length > 0) await undo.append(saved)
  // Only now, with the batch on disk: a failure before this line leaves the whole batch "not attempted".
  for (const outcome of outcomes) if ('missed' in outcome) books.enter(outcome.missed)
  return saved.map((key) => ({ key: key.key, expiresAt: key.expiresAt, saved: key }))
}

async function unlink(
  { books, session, system }: DeleteJob,
  writer: KeyspaceWriter,
  requests: readonly UnlinkRequest[],
): Promise<void> {
  if (requests.length === 0) return
  try {
    for (const outcome of await writer.unlinkIfUnchanged(requests)) books.enter(outcome)
  } catch (error) {
    // Done, refused, or in part: what is there now decides. A key that stands was not removed.
    const states = await settleByReading(
      session,
      requests.map(({ key }) => key),
      system,
    )
    for (const state of states ?? requests.map(() => 'unknown')) books.enter(state === 'absent' ? 'deleted' : 'failed')
    throw error
  }
}

async function* eachKey(list: KeyList): AsyncGenerator<ListedKey> {
  for await (const keys of list.batches(1_000)) yield* keys
}
