import type { AppError } from '../core/app-error.ts'
import type { ExpiryOutcome, ExpiryRequest } from '../core/ports/keyspace.ts'
import { indexesByNode } from './ask-per-key.ts'
import { followForWrite, isMoved, untilSettled } from './follow-moves.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import type { RedisLink } from './redis-link.ts'
import { runScriptOnEach } from './scripts.ts'
import { asBuffer, numberOf, type Reply, withDeadline } from './send-commands.ts'
import { isReplyError, writeFailure } from './translate-redis-error.ts'

const outcomes: readonly ExpiryOutcome[] = ['gone', 'set', 'changed', 'failed']

/** Name and arguments of one call, about. */
const bytesPerCall = 160

/**
 * Gives each key another expiry only if it still has the one that was seen, each in one server-side step.
 * @throws AppError `unknown_outcome` where a reply is missing; the server's refusal where nothing at all was done
 */
export async function setExpiry(
  link: RedisLink,
  requests: readonly ExpiryRequest[],
  expiry: { readonly absolute: boolean; readonly toleranceMs: number },
): Promise<ExpiryOutcome[]> {
  const out: ExpiryOutcome[] = requests.map(() => 'failed')
  const nodes = link.writableNodes()
  const { version } = link.identity()
  const refusals: AppError[] = []
  let done = 0

  async function ask(indexes: readonly number[]): Promise<number[]> {
    const moved: number[] = []
    const own = indexes.map((index) => requests[index] as ExpiryRequest) // indexes come from `requests`
    for (const [node, group] of indexesByNode(
      nodes,
      own.map(({ key }) => key),
    )) {
      const replies = await askNode(
        node,
        group.map((at) => own[at] as ExpiryRequest),
      )
      for (const [at, reply] of replies.entries()) {
        const index = indexes[group[at] as number] as number // positions in `indexes`
        if (isMoved(reply)) moved.push(index)
        else if (isReplyError(reply)) refusals.push(writeFailure(reply, 'PEXPIREAT', node.place))
        else {
          out[index] = outcomes[numberOf(reply) ?? 3] ?? 'failed'
          done += 1
        }
      }
    }
    return moved
  }

  async function askNode(node: PrimaryNode, own: readonly ExpiryRequest[]): Promise<Reply[]> {
    const client = await node.write()
    const calls = own.map(({ key, expiresAt, newExpiresAt }) => ({
      keys: [asBuffer(key)],
      args: [expiry.absolute ? '1' : '0', expiry.toleranceMs, expiresAt ?? -1, newExpiresAt ?? -1],
    }))
    const bytes = own.reduce((total, { key }) => total + key.length + bytesPerCall, 0)
    const replies = await withDeadline(client, bytes, () => runScriptOnEach(client, 'expire', version, calls))
    const lost = replies.find((reply) => reply instanceof Error && !isReplyError(reply))
    if (lost === undefined) return replies
    throw writeFailure(lost, 'PEXPIREAT', node.place)
  }

  await untilSettled(
    requests.map((_, index) => index),
    ask,
    () => followForWrite(link),
  )
  const [refusal] = refusals
  if (refusal && done === 0) throw refusal
  return out
}
