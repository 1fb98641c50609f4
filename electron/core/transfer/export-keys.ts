import type { ExportedTarget, ExportProgress, ExportReport, ExportTarget } from '../../../shared/contract/transfer.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { beyondLine, createBatchSize, inBatches } from '../invalidation/batches.ts'
import { pauseFactor } from '../invalidation/delete-keys.ts'
import { coverageObstacle } from '../invalidation/obstacles.ts'
import { isSameProcess } from '../invalidation/same-server.ts'
import { prefixesOf } from '../invalidation/target.ts'
import { createThrottle } from '../invalidation/throttle.ts'
import type { BundleFiles, BundleFileWriter } from '../ports/bundle-files.ts'
import type { KeyspaceReader, ListedKey, Pace, SavedKey, SaveOutcome } from '../ports/keyspace.ts'
import type { KeyList, KeyListStore } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'

export interface ExportDeps {
  readonly keyLists: KeyListStore
  readonly files: BundleFiles
  readonly system: System
}

/** Chosen keys by their exact bytes, at least one. */
export interface KeysToExport {
  readonly scope: 'keys'
  readonly keys: readonly Uint8Array[]
}

export interface ExportRequest {
  readonly what: ExportTarget | KeysToExport
  /** The same, as it is told. */
  readonly target: ExportedTarget
  /** Where the bundle is to stand. */
  readonly path: string
  readonly connection: ActiveConnection
  readonly pace: Pace
  readonly signal: AbortSignal
  readonly onProgress: (progress: ExportProgress) => void
}

/**
 * Copies keys to a file: walks all keys once, unless each was chosen, and reads those of the target with their absolute
 * expiry. Nothing
 * on the server changes, so a read-only connection will do.
 * @throws AppError `cancelled`; `incomplete` where not every key could be walked; storage; what the reader throws. The
 *   file is then not there
 */
export async function exportKeys(
  { keyLists, files, system }: ExportDeps,
  request: ExportRequest,
): Promise<ExportReport> {
  const { target, path, connection, signal } = request
  const { session } = connection
  const startedAt = system.clock()
  const server = await session.verifyIdentity()
  const file = await files.create(path, { target, server, createdAt: startedAt })
  let list: KeyList | null = null
  try {
    const listed = await listKeys(keyLists, system, request)
    list = listed.list
    const counts = await copyKeys({ list, file, files, system }, request)
    signal.throwIfAborted()
    if (!isSameProcess(server, await session.verifyIdentity())) {
      throw new AppError('incomplete', 'the server changed during the export', { params: { reason: 'server' } })
    }
    const written = await file.finish()
    return {
      target,
      server,
      ...written,
      ...counts,
      listed: list.count + listed.missing,
      gone: counts.gone + listed.missing,
      elapsedMs: system.clock() - startedAt,
    }
  } catch (error) {
    await file.abandon()
    throw error
  } finally {
    await list?.discard()
  }
}

interface Listed {
  /** Repeats dropped. */
  readonly list: KeyList
  /** Chosen keys that are not there. */
  readonly missing: number
}

async function listKeys(keyLists: KeyListStore, system: System, request: ExportRequest): Promise<Listed> {
  const { what, target, connection, pace, signal, onProgress } = request
  const reader = connection.session.reader()
  if (what.scope === 'keys') {
    const located = await reader.locate(what.keys)
    const found = located.filter((key) => key !== null)
    return { list: await listOf(keyLists, found), missing: located.length - found.length }
  }
  const mayTell = createThrottle(system.clock)
  const before = await reader.coverage()
  const of = await reader.size()
  const writer = await keyLists.create()
  let done = 0
  try {
    for await (const step of reader.list({ prefixes: prefixesOf(what), tally: null }, { signal, pace })) {
      await writer.add(step.keys)
      done += step.walked
      if (mayTell()) onProgress({ target, phase: 'listing', done, of, fileBytes: 0 })
    }
    signal.throwIfAborted()
    const obstacle = coverageObstacle(before, await reader.coverage())
    if (obstacle) throw obstacle
    return { list: await writer.finish(), missing: 0 }
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

async function listOf(keyLists: KeyListStore, keys: readonly ListedKey[]): Promise<KeyList> {
  const writer = await keyLists.create()
  try {
    await writer.add(keys)
    return await writer.finish()
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

interface Copying {
  readonly list: KeyList
  readonly file: BundleFileWriter
  readonly files: BundleFiles
  readonly system: System
}

async function copyKeys({ list, file, files, system }: Copying, request: ExportRequest) {
  const { target, connection, pace, signal, onProgress } = request
  const { session } = connection
  const reader = session.reader()
  const mayTell = createThrottle(system.clock)
  const counts = { saved: 0, gone: 0, changed: 0, failed: 0 }
  let done = 0
  let fileBytes = 0
  const size = createBatchSize(session.roundTripMs)
  for await (const batch of inBatches(list.batches(1_000), ({ bytes }) => bytes, size)) {
    signal.throwIfAborted()
    const askedAt = system.clock()
    const outcomes = await copyAsTheyAre(reader, batch)
    const serverMs = beyondLine(session, system.clock() - askedAt)
    size.took(serverMs)
    const saved: SavedKey[] = []
    for (const outcome of outcomes) {
      if ('missed' in outcome) counts[outcome.missed] += 1
      else if (outcome.saved.payload.length > files.mostValueBytes) counts.failed += 1
      else saved.push(outcome.saved)
    }
    fileBytes = await file.append(saved)
    counts.saved += saved.length
    done += batch.length
    if (mayTell()) onProgress({ target, phase: 'copying', done, of: list.count, fileBytes })
    if (pauseFactor[pace] > 0) await system.sleep(serverMs * pauseFactor[pace], signal)
  }
  onProgress({ target, phase: 'copying', done, of: list.count, fileBytes })
  return counts
}

/** A key that was written anew since it was listed is looked up once more: the copy holds what stands now. */
async function copyAsTheyAre(reader: KeyspaceReader, batch: readonly ListedKey[]): Promise<SaveOutcome[]> {
  const outcomes = await reader.copy(batch)
  const changed = outcomes.flatMap((outcome, at) => ('missed' in outcome && outcome.missed === 'changed' ? [at] : []))
  for (let from = 0; from < changed.length; from += 1_000) {
    const places = changed.slice(from, from + 1_000)
    const located = await reader.locate(places.map((at) => (batch[at] as ListedKey).key)) // places come from `batch`
    const standing = located.filter((key) => key !== null)
    const again = await reader.copy(standing)
    let next = 0
    places.forEach((at, index) => {
      outcomes[at] = located[index] === null ? { missed: 'gone' } : (again[next++] ?? { missed: 'failed' })
    })
  }
  return outcomes
}
