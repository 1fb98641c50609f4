import type { KeysPreview } from '../../../shared/contract/invalidation.ts'
import { AppError, toFailure } from '../app-error.ts'
import { keyLabel } from '../browse/key-label.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { ListedKey } from '../ports/keyspace.ts'
import type { KeyList } from '../ports/stores.ts'
import { chosenKeys } from './chosen-keys.ts'
import { connectionObstacle, undoOutlook } from './obstacles.ts'
import type { PreviewDeps } from './take-preview.ts'

/** A preview of chosen keys without its token, and the exact list behind it. */
export interface TakenKeysPreview {
  readonly preview: KeysPreview
  readonly digest: string
  readonly list: KeyList
}

/**
 * Looks chosen keys up and keeps the list of those that are there; repeats count once.
 * @param keys - exact bytes, at least one
 * @throws AppError what the reader throws; a list that was begun is removed
 */
export async function previewKeys(
  { keyLists, undoStore, system }: PreviewDeps,
  {
    connection,
    keys,
    namespaces,
  }: {
    readonly connection: ActiveConnection
    readonly keys: readonly Uint8Array[]
    readonly namespaces: readonly string[]
  },
): Promise<TakenKeysPreview> {
  if (keys.length === 0) throw new AppError('bad_input', 'no key was chosen', { params: { what: 'keys', reason: '0' } })
  const at = system.clock()
  const { session } = connection
  const server = await session.verifyIdentity()
  const located = await session.reader().locate(keys)
  const found = located.filter((key) => key !== null)
  const writer = await keyLists.create()
  try {
    await writer.add(found)
    const list = await writer.finish()
    const listed = await list.page(0, list.count)
    const bytes = sumOf(listed)
    const obstacle = connectionObstacle(connection)
    const preview: KeysPreview = {
      // Those that are there give their name; where none is, those that were meant.
      target: chosenKeys(found.length > 0 ? found.map(({ key }) => key) : keys, list.count, namespaces),
      at,
      count: list.count,
      missing: located.length - found.length,
      keys: listed.map(({ key, bytes, expiresAt }) => ({ key: keyLabel(key), bytes, expiresAt })),
      bytes,
      server,
      undo: await undoOutlook(connection, undoStore, bytes),
      token: null,
      tokenExpiresAt: null,
      blocked: obstacle && toFailure(obstacle),
    }
    return { preview, digest: list.digest, list }
  } catch (error) {
    await writer.abandon()
    throw error
  }
}

/** null where the size of any key is unknown: a sum over a part would pass for the whole. */
function sumOf(keys: readonly ListedKey[]): number | null {
  return keys.reduce<number | null>((sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes), 0)
}
