import type { Redis } from 'ioredis'
import type { UnlinkOutcome, UnlinkRequest } from '../core/ports/keyspace.ts'
import { cut } from './open-client.ts'
import { asBuffer, type Command, type Reply, sendAll, withDeadline } from './send-commands.ts'
import { isReplyError } from './translate-redis-error.ts'
import { pieceBytes, pieces } from './value-pieces.ts'

/** Above this a script would hold the server too long: Lua looks at every byte it reads, 2.8 ms for a mebibyte with its hash. */
const largeBytes = 1024 * 1024

/** Whether this key is a string too large for a script to prove. */
export const isLarge = ({ saved }: UnlinkRequest): boolean =>
  saved?.form === 'string' && saved.payload.length > largeBytes

/**
 * Unlinks a large string only if it is still what was saved, without a script: the key is watched, read in pieces and
 * compared here, and the server refuses the removal if it was touched meanwhile.
 * @param client - on which nobody else sends anything meanwhile
 * @returns null where this user may not watch keys: nothing was done
 * @throws the error reply that refused it; the link's error where a reply is missing
 */
export async function unlinkLarge(client: Redis, request: UnlinkRequest): Promise<UnlinkOutcome | null> {
  try {
    return await unlinkWatched(client, request)
  } catch (error) {
    // Whatever it still watches or has begun ends with it.
    cut(client)
    if (isReplyError(error) && isDenied(error)) return null
    throw error
  }
}

async function unlinkWatched(client: Redis, { key, expiresAt, saved }: UnlinkRequest): Promise<UnlinkOutcome> {
  const payload = saved?.payload ?? Buffer.of()
  const name = asBuffer(key)
  const ask = async (commands: readonly Command[], bytes: number) => {
    const replies = await withDeadline(client, bytes, () => sendAll(client, commands))
    const refusal = replies.find((reply): reply is Error => reply instanceof Error && !isOtherType(reply))
    if (refusal !== undefined) throw refusal
    return replies
  }

  const look: Command[] = [['PEXPIRETIME', name], ['STRLEN', name], ...pieces(key, payload.length)]
  const [, expiry, length, ...parts] = await ask([['WATCH', name], ...look], payload.length)
  const isSame = expiry === (expiresAt ?? -1) && length === payload.length && isEqual(parts, payload)
  if (!isSame) {
    await ask([['UNWATCH']], 0)
    return expiry === -2 ? 'gone' : 'changed'
  }
  // Alone: where it is refused, what follows would be done at once.
  await ask([['MULTI']], 0)
  const [, done] = await ask([['UNLINK', name], ['EXEC']], 0)
  if (done === null) return 'changed'
  return Array.isArray(done) && done[0] === 1 ? 'deleted' : 'gone'
}

/** This user may not, or this server does not know it: nothing was done. */
const isDenied = (error: Error) => /^NOPERM|^ERR unknown command/.test(error.message)

const isOtherType = (reply: Reply) => isReplyError(reply) && reply.message.startsWith('WRONGTYPE')

function isEqual(parts: readonly Reply[], payload: Uint8Array): boolean {
  return parts.every((part, at) => {
    const from = at * pieceBytes
    return Buffer.isBuffer(part) && part.equals(payload.subarray(from, from + pieceBytes))
  })
}
