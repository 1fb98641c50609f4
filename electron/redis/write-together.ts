import type { PrimaryNodes } from './primary-nodes.ts'
import { type Command, sendAll, withDeadline } from './send-commands.ts'
import { writeFailure } from './translate-redis-error.ts'

/**
 * Sends commands to the node that owns `key`, in one go; with MULTI and EXEC around them they are one step.
 * @param bytes - how much is sent
 * @throws AppError the refusal of any of them; `unknown_outcome` where a reply is missing
 */
export async function writeTogether(
  nodes: PrimaryNodes,
  key: string,
  commands: readonly Command[],
  bytes: number,
): Promise<void> {
  const node = nodes.ownerOf(Buffer.from(key))
  const client = await node.write()
  const replies = await withDeadline(client, bytes, () => sendAll(client, commands))
  // EXEC's own reply says least; the refusal of a queued command says why.
  const refusal = replies.find((reply) => reply instanceof Error)
  if (refusal) throw writeFailure(refusal, 'SET', node.place)
  const last = replies.at(-1)
  const inner = Array.isArray(last) ? last.find((reply) => reply instanceof Error) : undefined
  if (inner) throw writeFailure(inner, 'SET', node.place)
}
