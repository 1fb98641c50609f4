import { AppError } from '../core/app-error.ts'
import type { RestoreOutcome, SavedKey } from '../core/ports/keyspace.ts'
import { indexesByNode } from './ask-per-key.ts'
import { followForWrite, isMoved, untilSettled } from './follow-moves.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import type { RedisLink } from './redis-link.ts'
import { asBuffer, type Command, type Reply, sendAll, textOf, withDeadline } from './send-commands.ts'
import { isReplyError, replyFailure, writeFailure } from './translate-redis-error.ts'

/** Refusals that concern the server and not one key: the next key would be refused as well. */
const serverWide: ReadonlySet<string> = new Set([
  'server_out_of_memory',
  'server_cannot_persist',
  'read_only_replica',
  'no_permission',
  'server_loading',
])

/**
 * Puts keys back with their absolute expiry. Never over a key that stands, never one whose lifetime has passed.
 * @param now - the server's clock, milliseconds since 1970
 * @throws AppError `unknown_outcome` where a reply is missing; the server's refusal where nothing was restored
 */
export async function restoreKeys(link: RedisLink, keys: readonly SavedKey[], now: number): Promise<RestoreOutcome[]> {
  const out: RestoreOutcome[] = keys.map(({ expiresAt }) =>
    expiresAt !== null && expiresAt <= now ? 'expired' : 'failed',
  )
  const wanted = out.flatMap((outcome, index) => (outcome === 'failed' ? [index] : []))
  await untilSettled(
    wanted,
    (indexes) => restoreAt(link, keys, indexes, out),
    () => followForWrite(link),
  )
  return out
}

/** @returns the indexes whose slot moved: nothing was done for them */
async function restoreAt(
  link: RedisLink,
  keys: readonly SavedKey[],
  wanted: readonly number[],
  out: RestoreOutcome[],
): Promise<number[]> {
  const nodes = link.writableNodes()
  const groups = indexesByNode(nodes, keysAt(keys, wanted))
  const moved: number[] = []
  const refusals: AppError[] = []
  let settled = 0
  for (const [node, group] of groups) {
    const indexes = group.map((at) => wanted[at] as number) // positions in `wanted`
    const saved = indexes.map((index) => keys[index] as SavedKey)
    const replies = await askNode(node, saved).catch((error: unknown) => {
      // The connection could not be opened: nothing of this node's share was sent.
      if (!(error instanceof AppError) || error.code === 'unknown_outcome') throw error
      refusals.push(error)
      return []
    })
    for (const [at, reply] of replies.entries()) {
      const index = indexes[at] as number
      if (isMoved(reply)) {
        moved.push(index)
        continue
      }
      const outcome = outcomeOf(reply)
      out[index] = outcome
      const failure = isReplyError(reply) ? replyFailure(reply, 'RESTORE', node.place) : null
      if (outcome === 'failed' && failure && serverWide.has(failure.code)) refusals.push(failure)
      else settled++
    }
  }
  const [refusal] = refusals
  if (refusal && settled === 0) throw refusal
  return moved
}

async function askNode(node: PrimaryNode, saved: readonly SavedKey[]): Promise<Reply[]> {
  const client = await node.write()
  const bytes = saved.reduce((total, { key, payload }) => total + key.length + payload.length, 0)
  const replies = await withDeadline(client, bytes, () => sendAll(client, saved.map(restoring)))
  const lost = replies.find((reply) => reply instanceof Error && !isReplyError(reply))
  if (lost !== undefined) throw writeFailure(lost, 'RESTORE', node.place)
  return replies
}

const keysAt = (keys: readonly SavedKey[], indexes: readonly number[]) =>
  indexes.map((index) => (keys[index] as SavedKey).key) // indexes come from `keys`

function restoring({ key, form, payload, expiresAt }: SavedKey): Command {
  const name = asBuffer(key)
  const value = asBuffer(payload)
  if (form === 'dump') return ['RESTORE', name, expiresAt ?? 0, value, 'ABSTTL']
  return expiresAt === null ? ['SET', name, value, 'NX'] : ['SET', name, value, 'PXAT', expiresAt, 'NX']
}

/** SET NX answers null where a key stands, RESTORE an error. */
function outcomeOf(reply: Reply): RestoreOutcome {
  if (reply === null) return 'kept_newer'
  if (isReplyError(reply)) return reply.message.startsWith('BUSYKEY') ? 'kept_newer' : 'failed'
  return textOf(reply) === 'OK' ? 'restored' : 'failed'
}
