import type { PrimaryNode, PrimaryNodes } from './primary-nodes.ts'
import { asBuffer, type Command, type Reply, sendAll } from './send-commands.ts'
import { isLinkError, isReplyError, readFailure } from './translate-redis-error.ts'

/**
 * Asks the same questions of many keys, each at the node that owns it, in one go per node. A key whose slot moved is
 * asked once more by the new map.
 * @returns the replies of each key, in the order of the keys; an error reply stands in its place
 * @throws AppError where the connection went away: reading may be tried again
 */
export async function askPerKey(
  nodes: PrimaryNodes,
  keys: readonly Uint8Array[],
  commandsOf: (key: Buffer) => readonly Command[],
): Promise<Reply[][]> {
  const replies = await ask(nodes, keys, commandsOf)
  const moved = replies.flatMap((of, index) => (of.some(isMoved) ? [index] : []))
  if (moved.length === 0) return replies
  await nodes.refresh()
  const again = await ask(
    nodes,
    moved.map((index) => keys[index] as Uint8Array),
    commandsOf,
  ) // indexes come from `keys`
  moved.forEach((index, at) => {
    replies[index] = again[at] ?? []
  })
  return replies
}

/** A redirection: the command was not run here. */
export const isMoved = (reply: unknown) => isReplyError(reply) && /^(MOVED|ASK) /.test(reply.message)

/** @returns the indexes of `keys` by the node that owns each */
export function indexesByNode(nodes: PrimaryNodes, keys: readonly Uint8Array[]): Map<PrimaryNode, number[]> {
  const groups = new Map<PrimaryNode, number[]>()
  keys.forEach((key, index) => {
    const node = nodes.ownerOf(key)
    const group = groups.get(node)
    if (group) group.push(index)
    else groups.set(node, [index])
  })
  return groups
}

async function ask(
  nodes: PrimaryNodes,
  keys: readonly Uint8Array[],
  commandsOf: (key: Buffer) => readonly Command[],
): Promise<Reply[][]> {
  const out: Reply[][] = keys.map(() => [])
  await Promise.all(
    [...indexesByNode(nodes, keys)].map(async ([node, indexes]) => {
      const perKey = indexes.map((index) => commandsOf(asBuffer(keys[index] as Uint8Array))) // indexes come from `keys`
      const replies = await sendAll(node.browse, perKey.flat())
      const lost = replies.find((reply) => reply instanceof Error && isLinkError(reply))
      if (lost) throw readFailure(lost, perKey[0]?.[0]?.[0] ?? '', node.place)
      let from = 0
      perKey.forEach((commands, at) => {
        out[indexes[at] as number] = replies.slice(from, from + commands.length)
        from += commands.length
      })
    }),
  )
  return out
}
