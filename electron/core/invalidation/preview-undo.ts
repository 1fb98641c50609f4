import { isSamePlace } from '../../../shared/connection/same-place.ts'
import type { UndoBundle, UndoPreview, UndoPreviewProgress } from '../../../shared/contract/undo.ts'
import { toFailure } from '../app-error.ts'
import { keyLabel } from '../browse/key-label.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { KeyProbe, SavedKey } from '../ports/keyspace.ts'
import { decodeExpiry } from '../ports/saved-expiry.ts'
import type { System } from '../ports/system.ts'
import { beyondLine, createBatchSize, inBatches } from './batches.ts'
import { bundleKeys } from './bundle-keys.ts'
import { connectionObstacle } from './obstacles.ts'
import type { RestorableBundles } from './restorable-bundles.ts'
import { createThrottle } from './throttle.ts'

const mostSamples = 20

export interface UndoPreviewDeps {
  readonly bundles: RestorableBundles
  readonly namespaces: readonly string[]
  readonly system: System
}

export interface UndoPreviewRequest {
  readonly bundle: UndoBundle
  readonly connection: ActiveConnection
  readonly signal: AbortSignal
  readonly onProgress: (progress: UndoPreviewProgress) => void
}

interface Intact {
  readonly saved: SavedKey
  readonly isForeign: boolean
}

/** Reads the bundle and asks the server about each of its keys. Writes nothing. @throws AppError `cancelled`, storage, what the reader throws */
export async function previewUndo(
  { bundles, namespaces, system }: UndoPreviewDeps,
  { bundle, connection, signal, onProgress }: UndoPreviewRequest,
): Promise<UndoPreview> {
  const at = system.clock()
  const { session } = connection
  const reader = session.reader()
  const server = await session.verifyIdentity()
  const counts = { restorable: 0, expired: 0, standing: 0, damaged: 0, unknown: 0 }
  const damagedRecords: number[] = []
  const samples: Uint8Array[] = []
  const foreign = { keys: 0, restorable: 0 }
  const foreignSamples: Uint8Array[] = []
  const mayTell = createThrottle(system.clock)
  const read = () => Object.values(counts).reduce((sum, count) => sum + count, foreign.keys)

  async function* intact(): AsyncGenerator<[Intact]> {
    for await (const record of bundleKeys(bundles, bundle, new Set(namespaces))) {
      signal.throwIfAborted()
      if ('saved' in record) yield [{ saved: record.saved, isForeign: false }]
      else if ('foreign' in record) yield [{ saved: record.foreign, isForeign: true }]
      else {
        counts.damaged += 1
        if (damagedRecords.length < mostSamples) damagedRecords.push(record.damaged)
      }
    }
  }

  const size = createBatchSize(session.roundTripMs)
  for await (const batch of inBatches(intact(), ({ saved }) => saved.key.length + saved.payload.length, size)) {
    signal.throwIfAborted()
    const askedAt = system.clock()
    const [probes, now] = await Promise.all([reader.probe(batch.map(({ saved }) => saved.key)), reader.now()])
    size.took(beyondLine(session, system.clock() - askedAt))
    for (const [index, { saved, isForeign }] of batch.entries()) {
      const fate = fateOf(saved, probes[index], now, bundle.replacementExpiresAt ?? null)
      if (isForeign) {
        foreign.keys += 1
        if (fate === 'restorable') foreign.restorable += 1
        if (foreignSamples.length < mostSamples) foreignSamples.push(saved.key)
        continue
      }
      counts[fate] += 1
      if (fate === 'restorable' && samples.length < mostSamples) samples.push(saved.key)
    }
    if (mayTell()) onProgress({ bundle: bundle.bundle, read: read(), saved: bundle.keys })
  }
  const obstacle = connectionObstacle(connection, 'undo')
  return {
    bundle,
    at,
    elapsedMs: system.clock() - at,
    saved: read(),
    ...counts,
    foreign: { ...foreign, samples: foreignSamples.map(keyLabel) },
    damagedRecords,
    samples: samples.map(keyLabel),
    server,
    elsewhere: !isSamePlace(bundle.server, server),
    blocked: obstacle && toFailure(obstacle),
  }
}

/** An expiry is made of what remains and of the server's clock, which runs on between the two questions. */
const toleranceMs = 2_000

/**
 * @param now - the server's clock
 * @param replacementExpiresAt - the expiry of what took the key's place; it gives way to an undo
 */
function fateOf(
  { form, payload, expiresAt }: SavedKey,
  probe: KeyProbe | undefined,
  now: number,
  replacementExpiresAt: number | null,
): 'restorable' | 'expired' | 'standing' | 'unknown' {
  if (form === 'expiry') return fateOfExpiry(payload, probe, now)
  if (expiresAt !== null && expiresAt <= now) return 'expired'
  if (probe === undefined || probe.state === 'no_permission') return 'unknown'
  if (probe.state === 'absent') return 'restorable'
  const standsUntil = probe.ttlMs === null ? null : now + probe.ttlMs
  const isReplacement =
    standsUntil !== null && replacementExpiresAt !== null && Math.abs(standsUntil - replacementExpiresAt) <= toleranceMs
  return isReplacement ? 'restorable' : 'standing'
}

/** An expiry comes back only to a key that still has the one it was given. */
function fateOfExpiry(payload: Uint8Array, probe: KeyProbe | undefined, now: number) {
  if (probe === undefined || probe.state === 'no_permission') return 'unknown'
  if (probe.state === 'absent') return 'expired'
  const given = decodeExpiry(payload)
  const same =
    given === null
      ? probe.ttlMs === null
      : given !== undefined && probe.ttlMs !== null && Math.abs(now + probe.ttlMs - given) <= toleranceMs
  return same ? 'restorable' : 'standing'
}
