import { createHash } from 'node:crypto'
import { AppError } from '../core/app-error.ts'
import type { UnlinkOutcome, UnlinkRequest } from '../core/ports/keyspace.ts'
import { followForWrite, isMoved, untilSettled } from './follow-moves.ts'
import type { PrimaryNodes } from './primary-nodes.ts'
import type { RedisLink } from './redis-link.ts'
import { runScript } from './scripts.ts'
import { type Argument, keyArgument, withDeadline } from './send-commands.ts'
import { isReplyError, writeFailure } from './translate-redis-error.ts'
import { isLarge, unlinkLarge } from './unlink-large.ts'

/** One script's share: reading and hashing 256 KiB hold the server some 0.8 ms, and 500 keys without a hash about 1 ms. */
const keysPerScript = 500
const bytesPerScript = 256 * 1024
/** What a key costs beside its value. */
const bytesPerKey = 512

const outcomes: readonly UnlinkOutcome[] = ['gone', 'deleted', 'changed', 'failed']

/**
 * Unlinks each key only if it is still what was listed and saved.
 * @throws AppError `unknown_outcome` where a reply is missing; the server's refusal where nothing at all was done
 */
export async function unlinkKeys(
  link: RedisLink,
  requests: readonly UnlinkRequest[],
  expiry: { readonly absolute: boolean; readonly toleranceMs: number },
): Promise<UnlinkOutcome[]> {
  const out: UnlinkOutcome[] = requests.map(() => 'failed')
  // Known before anything is sent: afterwards the link may be gone, and with it who was asked.
  const nodes = link.writableNodes()
  const place = nodes.reached()[0]?.place ?? { host: '', port: 0, user: '', database: 0 }
  const { version } = link.identity()
  const settled: PromiseSettledResult<(readonly [number, UnlinkOutcome])[]>[] = []
  const attempt = async (indexes: readonly number[], again: boolean) => {
    // A script over several keys of a slot on its way is refused as a whole: what is asked again is asked key by key.
    const asked = again ? indexes.map((index) => [index]) : shares(nodes, requests, indexes)
    const answers = await Promise.allSettled(
      asked.map((share) => unlinkShare(nodes, requests, share, { ...expiry, version })),
    )
    settled.push(...answers)
    return reasonsOf(answers).flatMap((reason) => (reason instanceof Moved ? reason.share : []))
  }
  const all = requests.map((_, index) => index)
  await untilSettled(all, attempt, () => followForWrite(link))

  const done = settled.flatMap((share) => (share.status === 'fulfilled' ? share.value : []))
  for (const [index, outcome] of done) out[index] = outcome
  const refusals = reasonsOf(settled).filter((reason) => !(reason instanceof Moved))
  const unknown = refusals.find((reason) => !isReplyError(reason) && !isNotSent(reason))
  if (unknown !== undefined) throw writeFailure(unknown, 'UNLINK', place)
  if (refusals.length > 0 && done.length === 0) throw writeFailure(refusals[0], 'EVALSHA', place)
  return out
}

const reasonsOf = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.flatMap((share): unknown[] => (share.status === 'rejected' ? [share.reason] : []))

/** The connection could not even be opened, or was seen to be closed: nothing of this share reached the server. */
const isNotSent = (reason: unknown) => reason instanceof AppError

class Moved extends Error {
  readonly share: readonly number[]
  constructor(share: readonly number[]) {
    super('the slot moved')
    this.share = share
  }
}

async function unlinkShare(
  nodes: PrimaryNodes,
  requests: readonly UnlinkRequest[],
  share: readonly number[],
  server: { readonly absolute: boolean; readonly toleranceMs: number; readonly version: string },
): Promise<(readonly [number, UnlinkOutcome])[]> {
  const own = share.map((index) => requests[index] as UnlinkRequest) // indexes come from `requests`
  const keys = own.map((request) => keyArgument(request.key))
  const expiries = own.map(({ expiresAt }) => expiresAt ?? -1)
  const proofs = own.map(({ saved }) => (saved ? `${saved.form} ${sha1(saved.payload)}` : ''))
  const args: Argument[] = [
    server.absolute ? '1' : '0',
    server.toleranceMs,
    JSON.stringify(expiries),
    own.some(({ saved }) => saved) ? JSON.stringify(proofs) : '[]',
  ]
  const [first] = own as [UnlinkRequest] // a share is never empty
  const node = nodes.ownerOf(first.key)
  const bytes = keys.reduce((total, key) => total + key.length + 100, 0)
  try {
    if (isLarge(first) && server.absolute) {
      const outcome = await node.watching((client) => unlinkLarge(client, first))
      if (outcome !== null) return share.map((index) => [index, outcome] as const)
    }
    const client = await node.write()
    const reply = await withDeadline(client, bytes, () =>
      runScript(client, 'unlink', 'EVAL', server.version, keys, args),
    )
    const codes = reply as number[] // see the script's header
    return share.map((index, at) => [index, outcomes[codes[at] ?? 3] ?? 'failed'] as const)
  } catch (error) {
    throw isMoved(error) ? new Moved(share) : error
  }
}

/** Keys of one slot, up to a bounded amount of work for the server; a large one goes alone. */
function shares(nodes: PrimaryNodes, requests: readonly UnlinkRequest[], indexes: readonly number[]): number[][] {
  const bySlot = new Map<number, { share: number[]; bytes: number }>()
  const out: number[][] = []
  for (const index of indexes) {
    const { key, saved } = requests[index] as UnlinkRequest // indexes come from `requests`
    const slot = nodes.slotOf(key)
    const bytes = bytesPerKey + (saved?.payload.length ?? 0)
    const open = bySlot.get(slot)
    if (open && open.share.length < keysPerScript && open.bytes + bytes <= bytesPerScript) {
      open.share.push(index)
      open.bytes += bytes
      continue
    }
    const fresh = { share: [index], bytes }
    bySlot.set(slot, fresh)
    out.push(fresh.share)
  }
  return out
}

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex')
