/** A node as the cluster's own map names it. */
export interface MappedNode {
  readonly id: string
  readonly address: string
  readonly role: 'primary' | 'replica'
  /** The primary a replica follows; null for a primary. */
  readonly follows: string | null
  /** The cluster holds it for dead, or suspects it. */
  readonly failing: boolean
  readonly slots: number
}

/**
 * CLUSTER NODES, one node a line: `id ip:port@cport[,host] flags primary ping pong epoch link slots…`.
 * @param askedAddress - stands for a node that does not know its own address yet
 */
export function parseClusterMap(text: string, askedAddress: string): MappedNode[] {
  return text.split('\n').flatMap((line): MappedNode[] => {
    const [id, place, flags = '', primary = '-', , , , , ...slots] = line.trim().split(' ')
    if (!id || !place || flags.includes('noaddr')) return []
    const address = place.split('@')[0] ?? ''
    const replica = flags.split(',').includes('slave')
    return [
      {
        id,
        address: address.startsWith(':') ? askedAddress : address,
        role: replica ? 'replica' : 'primary',
        follows: replica && primary !== '-' ? primary : null,
        failing: flags.includes('fail'),
        slots: slots.reduce((total, range) => total + slotsIn(range), 0),
      },
    ]
  })
}

/** `5461-10922`, `77`; a slot on its way, `[77->-id]`, still belongs where it is. */
function slotsIn(range: string): number {
  if (range.startsWith('[')) return 0
  const [first = '', last = first] = range.split('-')
  return Number(last) - Number(first) + 1
}
