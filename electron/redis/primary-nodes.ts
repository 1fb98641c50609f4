import type { Redis } from 'ioredis'
import type { Coverage } from '../../shared/contract/invalidation.ts'
import { isOfPassword } from '../../shared/util/is-of-password.ts'
import { createSerialQueue } from '../../shared/util/serial-queue.ts'
import { AppError } from '../core/app-error.ts'
import { slotCount, slotOf } from './cluster-slot.ts'
import { type Address, type Credentials, cut, openClient, placeOf } from './open-client.ts'
import { send, textOf } from './send-commands.ts'
import { isReplyError, type Place, readFailure } from './translate-redis-error.ts'

/** A server that owns keys: the one server of a standalone, or a primary of a cluster. */
export interface PrimaryNode {
  readonly place: Place
  readonly browse: Redis
  /** The connection for writes: opened when first asked for, and anew after it ended. Nothing is queued on it. */
  write(): Promise<Redis>
  /** One at a time on a connection of its own: whoever shares it with others would have them end what it watches. */
  watching<T>(act: (client: Redis) => Promise<T>): Promise<T>
}

/** The nodes that own keys. Above this file nobody asks whether there is one. */
export interface PrimaryNodes {
  readonly topology: 'standalone' | 'cluster'
  /** Those that answer. */
  reached(): readonly PrimaryNode[]
  /** Where this key lives, by what is known now. @throws AppError `incomplete` where its node does not answer */
  ownerOf(key: Uint8Array): PrimaryNode
  /** Keys that one command or script may hold together: those of one slot. */
  slotOf(key: Uint8Array): number
  /** Asks the cluster for its map, connects to nodes that came, leaves those that went. */
  refresh(): Promise<void>
  coverage(): Promise<Coverage>
  /** Changes whenever slots moved or nodes changed; always '' for one server. */
  signature(): string
  close(): void
}

/**
 * Waits for a sign of life. A server that cannot write to its disk refuses even a ping (MISCONF), and so does one that
 * denies the command: both live.
 */
export async function ping({ browse, place }: PrimaryNode): Promise<void> {
  try {
    await send(browse, ['PING'])
  } catch (error) {
    if (isReplyError(error) && /^(MISCONF|NOPERM|MASTERDOWN) /.test(error.message)) return
    throw readFailure(error, 'PING', place)
  }
}

export type OnNodeEnd = (node: PrimaryNode) => void

/** One server: it owns everything. */
export function standaloneNode(
  browse: Redis,
  address: Address,
  credentials: Credentials,
  onEnd: OnNodeEnd,
): PrimaryNodes {
  const node = createNode(browse, address, credentials, onEnd)
  return {
    topology: 'standalone',
    reached: () => [node],
    ownerOf: () => node,
    slotOf: () => 0,
    refresh: async () => undefined,
    async coverage() {
      await ping(node)
      return { complete: true, primaries: 1, primariesReached: 1, slotsCovered: null }
    },
    signature: () => '',
    close: () => node.close(),
  }
}

/** A cluster as `seed` describes it. Nodes that do not answer are left out, and the coverage says so. */
export async function clusterNodes(seed: Redis, credentials: Credentials, onEnd: OnNodeEnd): Promise<PrimaryNodes> {
  const open = new Map<string, OpenNode>()
  let ranges: SlotRange[] = []
  let closed = false
  let refreshing: Promise<void> | null = null

  /** One at a time: two would open the same node twice. */
  const refresh = (): Promise<void> => {
    refreshing ??= readMap().finally(() => {
      refreshing = null
    })
    return refreshing
  }

  async function readMap(): Promise<void> {
    const asked = [...open.values()].find((node) => node.browse.status === 'ready')?.browse ?? seed
    ranges = await readSlots(asked, credentials)
    const wanted = new Map(ranges.map((range) => [range.address, range]))
    for (const [address, node] of open) {
      if (wanted.has(address) && node.browse.status === 'ready') continue
      open.delete(address)
      node.close()
    }
    const missing = [...wanted.values()].filter((range) => !open.has(range.address))
    await Promise.all(
      missing.map(async (range) => {
        const browse = await openClient(range, credentials, 'browse', new AbortController().signal).catch(() => null)
        if (browse === null) return // told by the coverage
        if (closed) cut(browse)
        else open.set(range.address, createNode(browse, range, credentials, onEnd))
      }),
    )
  }

  /**
   * `[5->-id]` and `[5-<-id]` in a node's own line of CLUSTER NODES; both ends name the same slot. A user who may not ask
   * may not invalidate either; a node that ended meanwhile is one that does not answer.
   */
  async function slotsOnTheirWay(nodes: readonly (readonly [string, OpenNode])[]): Promise<Set<string>> {
    const slots = new Set<string>()
    await Promise.all(
      nodes.map(async ([address, node]) => {
        try {
          const lines = textOf(await send(node.browse, ['CLUSTER', 'NODES'])).split('\n')
          const own = lines.find((line) => line.includes('myself')) ?? ''
          for (const [, slot = ''] of own.matchAll(/\[(\d+)-[<>]-/g)) slots.add(slot)
        } catch (error) {
          if (isReplyError(error)) return
          if (open.get(address) === node) open.delete(address)
          node.close()
        }
      }),
    )
    return slots
  }

  await refresh()
  return {
    topology: 'cluster',
    reached: () => [...open.values()],
    ownerOf(key) {
      const slot = slotOf(key)
      const owner = ranges.find((range) => slot >= range.first && slot <= range.last)
      const node = owner && open.get(owner.address)
      if (node) return node
      throw new AppError('incomplete', `slot ${slot} is not served by a node that answers`, {
        params: { unreached: unreached(ranges, open), slots: slotCount },
        retryable: true,
      })
    },
    slotOf,
    refresh,
    async coverage() {
      await refresh()
      // A key of a slot on its way may be seen at both ends or at neither, and the map tells only when it has arrived.
      const moving = await slotsOnTheirWay([...open])
      const missing = unreached(ranges, open) + moving.size
      return {
        complete: missing === 0,
        primaries: new Set(ranges.map((range) => range.address)).size,
        primariesReached: open.size,
        slotsCovered: slotCount - missing,
      }
    },
    signature: () => ranges.map(({ first, last, nodeId }) => `${first}-${last}@${nodeId}`).join(' '),
    close() {
      closed = true
      for (const node of open.values()) node.close()
      open.clear()
      cut(seed)
    },
  }
}

interface OpenNode extends PrimaryNode {
  close(): void
}

function createNode(browse: Redis, address: Address, credentials: Credentials, onEnd: OnNodeEnd): OpenNode {
  let closed = false

  async function open(): Promise<Redis> {
    try {
      const client = await openClient(address, credentials, 'write', new AbortController().signal)
      if (closed) cut(client)
      return client
    } catch (error) {
      // What still stands logged in with a password that counts no more: it is not used to its end.
      if (error instanceof AppError && isOfPassword(error) && !closed) onEnd(node)
      throw error
    }
  }

  const writer = reopened(open)
  const watcher = reopened(open)
  const inTurn = createSerialQueue()
  const node: OpenNode = {
    place: placeOf(address, credentials),
    browse,
    write: writer.get,
    watching: (act) => inTurn(async () => act(await watcher.get())),
    close() {
      closed = true
      cut(browse)
      // A write under way learns at once that its outcome will not come.
      writer.cut()
      watcher.cut()
    },
  }
  browse.once('end', () => {
    if (!closed) onEnd(node)
  })
  return node
}

/** A connection that is opened when first asked for, and anew after it ended. */
function reopened(open: () => Promise<Redis>) {
  let standing: Promise<Redis> | null = null
  return {
    async get(): Promise<Redis> {
      const former = standing
      if (former !== null) {
        const client = await former
        if (client.status === 'ready') return client
        if (standing === former) standing = null
      }
      standing ??= open().catch((error) => {
        standing = null
        throw error
      })
      return standing
    },
    cut: () => void standing?.then(cut, () => undefined),
  }
}

interface SlotRange extends Address {
  readonly first: number
  readonly last: number
  readonly address: string
  readonly nodeId: string
}

/** CLUSTER SLOTS: `[first, last, [host, port, id, …] of the primary, replicas…]`. An empty host is the asked one's. */
async function readSlots(client: Redis, credentials: Credentials): Promise<SlotRange[]> {
  const place = placeOf(credentials.target, credentials)
  const reply = await send(client, ['CLUSTER', 'SLOTS']).catch((error: unknown) => {
    throw readFailure(error, 'CLUSTER SLOTS', place)
  })
  if (!Array.isArray(reply)) return []
  const ranges = reply.map((row: unknown): SlotRange => {
    const [first, last, primary] = row as [number, number, [Buffer | null, number, Buffer]] // as documented for the command
    const named = primary[0] === null ? '' : textOf(primary[0])
    const host = named === '' || named === '?' ? (client.options.host ?? credentials.target.host) : named
    return { first, last, host, port: primary[1], address: `${host}:${primary[1]}`, nodeId: textOf(primary[2]) }
  })
  return ranges.sort((a, b) => a.first - b.first)
}

/** Slots that nobody serves, or whose node does not answer. */
function unreached(ranges: readonly SlotRange[], open: ReadonlyMap<string, OpenNode>): number {
  const reached = ranges.filter((range) => open.has(range.address))
  return slotCount - reached.reduce((slots, { first, last }) => slots + last - first + 1, 0)
}
