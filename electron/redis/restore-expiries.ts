import type { RestoreOutcome, SavedKey } from '../core/ports/keyspace.ts'
import { decodeExpiry } from '../core/ports/saved-expiry.ts'
import type { RedisLink } from './redis-link.ts'
import { setExpiry } from './set-expiry.ts'

const outcomeOf = { set: 'restored', changed: 'kept_newer', gone: 'expired', failed: 'failed' } as const

/**
 * Gives keys back the expiry they had, where they still have the one they were given since.
 * @throws AppError as `setExpiry` does
 */
export async function restoreExpiries(
  link: RedisLink,
  keys: readonly SavedKey[],
  expiry: { readonly absolute: boolean; readonly toleranceMs: number },
): Promise<RestoreOutcome[]> {
  const wanted = keys.map(({ key, payload, expiresAt }) => ({
    key,
    expiresAt: decodeExpiry(payload),
    newExpiresAt: expiresAt,
  }))
  const readable = wanted.flatMap((request) =>
    request.expiresAt === undefined ? [] : [{ ...request, expiresAt: request.expiresAt }],
  )
  const outcomes = await setExpiry(link, readable, expiry)
  let at = 0
  return wanted.map(({ expiresAt }) => (expiresAt === undefined ? 'failed' : outcomeOf[outcomes[at++] ?? 'failed']))
}
