import { AppError } from '../core/app-error.ts'
import type { KeyProbe, KeyspaceReader, WalkOptions } from '../core/ports/keyspace.ts'
import type { Sleep } from '../core/ports/system.ts'
import { aggregateChunks } from './aggregate-walk.ts'
import { askPerKey } from './ask-per-key.ts'
import { countChunks } from './count-walk.ts'
import { listChunksByScan, listChunksByScript, scanPage, serverNow } from './list-walk.ts'
import { locateKeys } from './locate-keys.ts'
import type { OwnLookups } from './own-lookups.ts'
import type { PrimaryNodes } from './primary-nodes.ts'
import { readSaved } from './read-saved.ts'
import type { RedisLink } from './redis-link.ts'
import { findReadVerb, type ReadVerb } from './scripts.ts'
import { numberOf, type Reply, send, textOf } from './send-commands.ts'
import { segmentsFor, walkSegments } from './split-walk.ts'
import { connectionLost, isReplyError, type Place, readFailure } from './translate-redis-error.ts'
import { walkNodes } from './walk.ts'

/**
 * Reads through the link's browse connections.
 * @param own - told of every lookup that counts as a hit
 * @param roundTripMs - what the line itself takes
 */
export function createKeyspaceReader(
  link: RedisLink,
  sleep: Sleep,
  own: OwnLookups,
  roundTripMs: number,
): KeyspaceReader {
  const around = { sleep, isRising: link.roundTrips.isRising }
  let verb: Promise<ReadVerb> | null = null
  const place = () => link.nodes().reached()[0]?.place ?? { host: '', port: 0, user: '', database: 0 }

  /** Asked once per session: rights rarely change, and a walk that finds them gone says so. */
  async function readVerb(): Promise<ReadVerb> {
    const [node] = link.nodes().reached()
    if (!node) return null
    verb ??= findReadVerb(node.browse).catch((error: unknown) => {
      verb = null
      throw readFailure(error, 'EVAL', node.place)
    })
    return verb
  }

  /** @throws AppError `no_permission` */
  async function grantedVerb(): Promise<Exclude<ReadVerb, null>> {
    const found = await readVerb()
    if (found !== null) return found
    throw new AppError('no_permission', 'scripts may not be run', { params: { ...place(), command: 'EVAL_RO' } })
  }

  const version = () => link.identity().version

  async function size(): Promise<number> {
    const sizes = await Promise.all(
      link
        .nodes()
        .reached()
        .map((node) =>
          send(node.browse, ['DBSIZE']).catch((error: unknown) => {
            throw readFailure(error, 'DBSIZE', node.place)
          }),
        ),
    )
    return sizes.reduce<number>((total, size) => total + (numberOf(size) ?? 0), 0)
  }

  /** In several places at once where that is wanted, wins time, and the cursor's order is known: on a single server. */
  async function aggregateSteps(chunks: ReturnType<typeof aggregateChunks>, options: WalkOptions) {
    const nodes = link.nodes()
    const [node] = nodes.reached()
    if (options.mayBeSplit !== true || nodes.topology !== 'standalone' || !node)
      return walkNodes(nodes, options, around, chunks)
    const segments = segmentsFor(roundTripMs, await size())
    return walkSegments(segments, options, around, (cursor, segment) => chunks(node, cursor, segment))
  }

  return {
    size,
    coverage: () => link.nodes().coverage(),
    canAggregate: async () => (await readVerb()) !== null,
    async *aggregate(namespaces, options) {
      const chunks = aggregateChunks(namespaces, await grantedVerb(), version(), roundTripMs)
      for await (const step of await aggregateSteps(chunks, options)) {
        own.add(2 * step.cells.reduce((keys, cell) => keys + cell.keys, 0)) // PTTL and TYPE
        yield step
      }
    },
    async *count(namespaces, sampleSize, options) {
      const counting = countChunks(namespaces, sampleSize, await grantedVerb(), version(), roundTripMs)
      yield* walkNodes(link.nodes(), options, around, counting.next)
      return counting.kinds()
    },
    async *list(request, options) {
      const found = await readVerb()
      const chunks =
        found === null
          ? listChunksByScan(request, version())
          : listChunksByScript(request, found, version(), roundTripMs)
      const nodes = link.nodes()
      try {
        for await (const step of walkNodes(nodes, options, around, chunks)) {
          own.add(step.keys.length + step.tallied) // PEXPIRETIME or PTTL
          yield step
        }
      } catch (error) {
        throw await causeOfUnread(error, nodes)
      }
    },
    names: (options) => walkNodes(link.nodes(), options, around, scanPage),
    async measure(keys) {
      const replies = await askPerKey(link.nodes(), keys, (key) => [['MEMORY', 'USAGE', key]])
      return replies.map(([bytes]) => (isDenied(bytes, 'MEMORY USAGE', place()) ? null : numberOf(bytes)))
    },
    async probe(keys) {
      const replies = await askPerKey(link.nodes(), keys, (key) => [
        ['TYPE', key],
        ['PTTL', key],
        ['STRLEN', key],
      ])
      const probes = replies.map(([type, ttl, length]) => probeOf(type, ttl, length, place()))
      const found = probes.filter(({ state }) => state === 'present').length
      own.add(3 * found, 3 * probes.filter(({ state }) => state === 'absent').length)
      return probes
    },
    async locate(keys) {
      const located = await locateKeys(link.nodes(), keys, version())
      const found = located.filter((key) => key !== null).length
      own.add(found, located.length - found) // PEXPIRETIME or PTTL
      return located
    },
    async copy(keys) {
      const outcomes = await readSaved(link.nodes(), version(), keys)
      own.add(2 * outcomes.filter((outcome) => 'saved' in outcome).length) // the expiry, and GET or DUMP
      return outcomes
    },
    async now() {
      const [node] = link.nodes().reached()
      if (!node) throw connectionLost('no primary answers', place())
      return serverNow(node)
    },
    async readRange(key, offset, length) {
      const [replies] = await askPerKey(link.nodes(), [key], (name) => [
        ['EXISTS', name],
        ['GETRANGE', name, offset, offset + length - 1],
      ])
      const [exists, bytes] = replies ?? []
      const isThere = numberOf(exists) === 1
      own.add(isThere ? 2 : 0, isThere ? 0 : 2)
      if (Buffer.isBuffer(bytes)) return numberOf(exists) === 0 ? null : bytes
      if (isReplyError(bytes) && bytes.message.startsWith('WRONGTYPE')) return null
      throw readFailure(bytes, 'GETRANGE', place())
    },
  }
}

/** A key of a slot on its way is listed at the node it goes to and cannot be asked for there: that is no missing right. */
async function causeOfUnread(error: unknown, nodes: PrimaryNodes): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== 'no_permission' || nodes.topology === 'standalone') return error
  const { complete, slotsCovered } = await nodes.coverage()
  if (complete) return error
  return new AppError('incomplete', 'slots are on their way between nodes', {
    params: { reason: `${slotsCovered}/16384 slots` },
    retryable: true,
  })
}

/** A right that is missing for one question is missing for the key: nothing is guessed from the others. */
function probeOf(type: Reply, ttl: Reply, length: Reply, place: Place): KeyProbe {
  if (isDenied(type, 'TYPE', place) || isDenied(ttl, 'PTTL', place)) return { ...nothing, state: 'no_permission' }
  const kind = textOf(type)
  if (kind === 'none') return nothing
  const ttlMs = numberOf(ttl)
  return {
    state: 'present',
    length: kind === 'string' ? numberOf(length) : null,
    type: kind,
    ttlMs: ttlMs === null || ttlMs < 0 ? null : ttlMs,
  }
}

const nothing: KeyProbe = { state: 'absent', length: null, type: null, ttlMs: null }

/** @returns whether the reply is a refusal of this user @throws AppError for every other error */
function isDenied(reply: Reply, command: string, place: Place): boolean {
  if (!(reply instanceof Error)) return false
  const failure = readFailure(reply, command, place)
  if (failure.code === 'no_permission') return true
  throw failure
}
