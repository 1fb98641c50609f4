import type { Coverage, RemovalTarget, UndoOutlook } from '../../../shared/contract/invalidation.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { UndoStore } from '../ports/stores.ts'

/** What forbids removing, or restoring, anything over this connection, whatever was found. @returns null where nothing does */
export function connectionObstacle(
  { session, name, target }: ActiveConnection,
  act: 'invalidate' | 'undo' | 'policy' = 'invalidate',
): AppError | null {
  if (target.readOnly)
    return new AppError('read_only', `connection ${name} is read-only`, { params: { connection: name } })
  const { role, host, port } = session.identity()
  if (role === 'replica')
    return new AppError('read_only_replica', `${host}:${port} is a replica`, { params: { host, port } })
  const missing = session.capabilities.find(({ feature, allowed }) => feature === act && allowed === false)
  if (!missing) return null
  const { command } = missing
  return new AppError('no_permission', `${command} is not permitted`, {
    params: { command, user: target.username ?? 'default' },
  })
}

/** @returns why the list may miss keys, or null: every slot of every primary was walked, and the map did not move */
export function coverageObstacle(before: Coverage, after: Coverage): AppError | null {
  const same = before.primaries === after.primaries && before.slotsCovered === after.slotsCovered
  if (before.complete && after.complete && same) return null
  const least = before.complete ? after : before
  const reason =
    least.slotsCovered === null
      ? `${least.primariesReached}/${least.primaries} nodes`
      : `${least.slotsCovered}/16384 slots, ${least.primariesReached}/${least.primaries} nodes`
  return new AppError('incomplete', `not every key was walked: ${reason}`, { params: { reason } })
}

/** @returns what two coverages, taken before and after a walk, allow to say of the walk */
export function coverageOf(before: Coverage, after: Coverage): Coverage {
  return { ...(before.complete ? after : before), complete: coverageObstacle(before, after) === null }
}

/** An expiry that is saved takes its name and a few bytes, whatever the value weighs. */
const bytesPerExpiry = 96

/** @returns what a bundle of these keys takes; null where that is unknown */
export function bundleBytes(target: RemovalTarget, count: number, bytes: number | null): number | null {
  return actOf(target) === 'set_ttl' ? count * bytesPerExpiry : bytes
}

/** What undoing would need and has. @param bytes - what the keys weigh; null where unknown */
export async function undoOutlook(
  { session }: ActiveConnection,
  store: UndoStore,
  bytes: number | null,
): Promise<UndoOutlook> {
  const free = await store.freeBytes()
  const facts = { needsBytes: bytes, freeBytes: free, windowHours: store.limits.hours }
  const unavailable = (reason: UndoOutlook['reason']) => ({ available: false, reason, ...facts })
  if (session.capabilities.some(({ feature, allowed }) => feature === 'undo' && allowed === false))
    return unavailable('no_permission')
  if (free === null) return unavailable('storage_failed')
  if (bytes !== null && bytes > store.limits.bytes) return unavailable('too_large')
  if (bytes !== null && bytes > free) return unavailable('disk_full')
  return { available: true, reason: 'ok', ...facts }
}

/** @throws AppError with the reason why the values cannot be saved first; the operator may choose to go without */
export function assertUndoable({ available, reason, needsBytes, freeBytes }: UndoOutlook): void {
  if (available || reason === 'ok') return
  const needed = needsBytes ?? '?'
  const free = freeBytes ?? '?'
  throw new AppError(reason, `the values cannot be saved before they are removed: ${reason}`, {
    params: { needed, free, what: 'undo', file: 'undo', command: 'DUMP, RESTORE' },
  })
}
