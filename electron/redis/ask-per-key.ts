import { isMoved, untilSettled } from './follow-moves.ts'
import type { PrimaryNode, PrimaryNodes } from './primary-nodes.ts'
import { asBuffer, type Command, type Reply, sendAll } from './send-commands.ts'
import { isLinkError, readFailure } from './translate-redis-error.ts'

/**
 * Asks questions of many keys, each at the node that owns it, in one go per node. A key whose slot moved is
 * asked again by the new map.
 * @returns the replies of each key, in the order of the keys; an error reply stands in its place
 * @throws AppError where the connection went away: reading may be tried again
 */
export async function askPerKey(
  nodes: PrimaryNodes,
  keys: readonly Uint8Array[],
  commandsOf: (key: Buffer, index: number) => readonly Command[],
): Promise<Reply[][]> {
  const replies: Reply[][] = keys.map(() => [])
  const attempt = async (indexes: readonly number[]) => {
    const own = indexes.map((index) => keys[index] as Uint8Array) // indexes come from `keys`
    const answers = await ask(nodes, own, (key, at) => commandsOf(key, indexes[at] as number)) // `own` is as long
    for (const [at, index] of indexes.entries()) replies[index] = answers[at] ?? []
    return indexes.filter((index) => replies[index]?.some(isMoved))
  }
  await untilSettled(
    keys.map((_, index) => index),
    attempt,
    () => nodes.refresh(),
  )
  return replies
}

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
  commandsOf: (key: Buffer, at: number) => readonly Command[],
): Promise<Reply[][]> {
  const out: Reply[][] = keys.map(() => [])
  await Promise.all(
    [...indexesByNode(nodes, keys)].map(async ([node, indexes]) => {
      const perKey = indexes.map((index) => commandsOf(asBuffer(keys[index] as Uint8Array), index)) // indexes come from `keys`
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
