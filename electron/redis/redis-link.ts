import { addressText } from '../../shared/connection/address-text.ts'
import type { ConnectionTarget, ServerIdentity } from '../../shared/contract/connection.ts'
import type { Failure, FailureCode } from '../../shared/contract/failure.ts'
import { AppError, toFailure } from '../core/app-error.ts'
import type { ConnectionSecrets, LinkEvent } from '../core/ports/connection.ts'
import type { System } from '../core/ports/system.ts'
import { askIdentity } from './ask-identity.ts'
import { identityOf } from './identity-of.ts'
import { type Address, type Credentials, cut, openClient, placeOf } from './open-client.ts'
import { clusterNodes, type PrimaryNode, type PrimaryNodes, standaloneNode } from './primary-nodes.ts'
import { reconnectWaitMs } from './reconnect-wait.ts'
import { createRoundTrips, type RoundTrips } from './round-trips.ts'
import { send } from './send-commands.ts'
import { createSentinelWord } from './sentinel-word.ts'
import { createSentinels, type NamedPrimary } from './sentinels.ts'
import { connectionLost, isReplyError } from './translate-redis-error.ts'

/** With the 3.5 s of silence a connection may keep, a server that stops answering is noticed within 5.5 s. */
const pingEveryMs = 2_000
/** Trying again would not help, and with a wrong password it would lock the user out. */
const isFinal: ReadonlySet<FailureCode> = new Set([
  'auth_failed',
  'auth_required',
  'database_missing',
  'no_permission',
  'not_redis',
  'tls_untrusted',
  'tls_failed',
  'certificate_revoked',
  'client_certificate_unusable',
  'client_certificate_required',
  'not_a_sentinel',
  'sentinel_name_unknown',
])

/** The connection that a session stands on: opened, watched, and made anew when it falls. */
export interface RedisLink {
  credentials(): Credentials
  /** What the pings that watch this link took. */
  readonly roundTrips: RoundTrips
  identity(): ServerIdentity
  verifyIdentity(): Promise<ServerIdentity>
  /** Asks the sentinels, where there are any, for a fresh word. @throws AppError `primary_unconfirmed`, `primary_demoted` */
  confirmPrimary(): Promise<void>
  /** @throws AppError `connection_lost` while the link is down: nothing is queued */
  nodes(): PrimaryNodes
  /** THE guard of every write. @throws AppError `read_only`, `read_only_replica`, `connection_lost` */
  writableNodes(): PrimaryNodes
  /** Whether `writableNodes` refuses from now on. */
  setReadOnly(readOnly: boolean): void
  /** As the session's. */
  logIn(secrets: ConnectionSecrets): Promise<void>
  /** Resolves when the link stands. @throws AppError `connection_lost` after `ms` */
  untilUp(ms: number): Promise<void>
  onLink(listener: (event: LinkEvent) => void): () => void
  close(): void
}

interface Standing {
  readonly nodes: PrimaryNodes
  readonly identity: ServerIdentity
  /** null: no sentinel was asked. */
  readonly named: NamedPrimary | null
}

/** @throws AppError with the true cause; the first connection is tried once */
export async function openLink(
  target: ConnectionTarget,
  secrets: ConnectionSecrets,
  system: System,
  signal: AbortSignal,
): Promise<RedisLink> {
  let credentials: Credentials = { target, ...secrets, refusals: new Map() }
  const listeners = new Set<(event: LinkEvent) => void>()
  const stop = new AbortController()
  const place = placeOf(target, credentials)
  const { sentinel } = target
  const sentinelsFor = (own: Credentials) => (sentinel ? createSentinels(own, sentinel) : null)
  let sentinels = sentinelsFor(credentials)
  let standing: Standing | null = null
  let identity: ServerIdentity
  /** Nobody tries any more: the operator may know what would help. */
  let gaveUp = false
  const word = createSentinelWord()

  const tell = (event: LinkEvent) => {
    for (const listener of listeners) listener(event)
  }

  async function connect(whileWanted: AbortSignal): Promise<Standing> {
    const named = (await sentinels?.primary(whileWanted)) ?? null
    word.heard()
    const address = named ?? target
    const browse = await openClient(address, credentials, 'browse', whileWanted)
    let nodes: PrimaryNodes | null = null
    try {
      const answer = await askIdentity(browse, placeOf(address, credentials))
      // The sentinels have chosen it, and it has not heard of it yet; or they have not seen yet that it was demoted.
      if (named && answer.role === 'replica') throw demoted(named)
      nodes =
        answer.cluster && !named
          ? await clusterNodes(browse, credentials, (node) => void onClusterNodeEnd(node))
          : standaloneNode(browse, address, credentials, () => fall(connectionLost('the connection ended', place)))
      const identity = await identityOf(nodes, credentials, sentinels)
      whileWanted.throwIfAborted()
      return { nodes, identity, named }
    } catch (error) {
      nodes?.close()
      cut(browse)
      throw error
    }
  }

  const demoted = (former: Address) =>
    new AppError('primary_demoted', `${addressText(former)} is not the primary of ${sentinel?.name}`, {
      params: { ...placeOf(former, credentials), name: sentinel?.name ?? '' },
      retryable: true,
    })

  /** An older word than ours is of a sentinel that was cut off, and counts for nothing. */
  function onNamed(answer: NamedPrimary): void {
    const ours = standing?.named
    if (!ours || answer.epoch < ours.epoch) return
    if (addressText(answer) !== addressText(ours)) fall(demoted(ours))
    else if (word.heard()) tell({ kind: 'confirmed' })
  }

  /** @throws AppError `primary_unconfirmed`: behind a broken line another server may have been chosen meanwhile */
  function assertConfirmed(): void {
    const ours = standing?.named
    if (ours && word.isOld()) throw unconfirmed(ours)
  }

  const unconfirmed = (ours: Address) =>
    new AppError('primary_unconfirmed', `no sentinel says that ${addressText(ours)} is still the primary`, {
      params: { ...placeOf(ours, credentials), name: sentinel?.name ?? '' },
      retryable: true,
    })

  /** A cluster stands while any primary answers; what is missing is told by its coverage. */
  async function onClusterNodeEnd(node: PrimaryNode): Promise<void> {
    try {
      await standing?.nodes.refresh()
      if (standing?.nodes.reached().length === 0)
        fall(connectionLost(`no primary answers, ${node.place.host} was the last`, place))
    } catch (error) {
      fall(error)
    }
  }

  function fall(reason: unknown): void {
    if (standing === null || stop.signal.aborted) return
    standing.nodes.close()
    standing = null
    void reconnect(toFailure(reason))
  }

  async function reconnect(first: Failure): Promise<void> {
    let failure = first
    for (let attempt = 0; !stop.signal.aborted; attempt++) {
      const waitMs = reconnectWaitMs(attempt, sentinels !== null || failure.code === 'server_loading', system)
      tell({ kind: 'lost', failure, nextTryAt: system.clock() + waitMs })
      try {
        await system.sleep(waitMs, stop.signal)
        await comeBack()
        return
      } catch (error) {
        if (stop.signal.aborted) return
        failure = toFailure(error)
        if (!isFinal.has(failure.code)) continue
        giveUp(failure)
        return
      }
    }
  }

  async function comeBack(): Promise<void> {
    const next = await connect(stop.signal)
    const serverChanged = next.identity.runId !== identity.runId
    standing = next
    identity = next.identity
    tell({ kind: 'back', identity, serverChanged })
  }

  function giveUp(failure: Failure): void {
    gaveUp = true
    tell({ kind: 'lost', failure, nextTryAt: null })
  }

  const nodes = (): PrimaryNodes => {
    if (standing === null) throw connectionLost('the connection is down', place)
    return standing.nodes
  }

  const roundTrips = createRoundTrips()

  /** Only the silence counts, and the client's own timer hears it: an error reply is an answer too. */
  async function timePing(browse: PrimaryNode['browse']): Promise<void> {
    const startedAt = performance.now()
    const answered = await send(browse, ['PING']).then(() => true, isReplyError)
    roundTrips.add(system.clock(), answered ? performance.now() - startedAt : null)
  }

  let { readOnly } = target
  standing = await connect(signal).catch((error: unknown) => {
    sentinels?.close()
    throw error
  })
  identity = standing.identity
  const watchdog = setInterval(() => {
    // It may have ended in the moment between its opening and our standing on it.
    if (standing?.nodes.reached().every(({ browse }) => browse.status !== 'ready')) {
      fall(connectionLost('the connection ended', place))
    }
    for (const { browse } of standing?.nodes.reached() ?? []) void timePing(browse)
    // A node that is back, or new, is found again; one that is missing is told by the coverage.
    standing?.nodes.refresh().catch(() => undefined)
    if (standing) sentinels?.ask(onNamed)
    const ours = standing?.named
    if (ours && word.ranOut()) tell({ kind: 'unconfirmed', failure: toFailure(unconfirmed(ours)) })
  }, pingEveryMs)
  watchdog.unref()

  return {
    credentials: () => credentials,
    roundTrips,
    identity: () => identity,
    async verifyIdentity() {
      const current = nodes()
      assertConfirmed()
      await current.refresh()
      identity = await identityOf(current, credentials, sentinels)
      return identity
    },
    async confirmPrimary() {
      nodes()
      const ours = standing?.named
      if (!sentinels || !ours) return
      const newest = await sentinels.primary(stop.signal).catch(() => null)
      if (newest === null || newest.epoch < ours.epoch) throw unconfirmed(ours)
      onNamed(newest)
      if (addressText(newest) !== addressText(ours)) throw demoted(ours)
    },
    nodes,
    setReadOnly(now) {
      readOnly = now
    },
    async logIn(others) {
      if (standing !== null) return
      if (!gaveUp) throw connectionLost('the connection is on its way back', place)
      gaveUp = false
      credentials = { target, ...others, refusals: new Map() }
      sentinels?.close()
      sentinels = sentinelsFor(credentials)
      try {
        await comeBack()
      } catch (error) {
        if (!stop.signal.aborted) giveUp(toFailure(error))
        throw error
      }
    },
    writableNodes() {
      const { host, port } = identity
      if (readOnly) throw new AppError('read_only', 'this connection is read-only', { params: { host, port } })
      if (identity.role === 'replica') {
        throw new AppError('read_only_replica', `${addressText(identity)} is a replica`, { params: { host, port } })
      }
      return nodes()
    },
    untilUp: (ms) =>
      new Promise((resolve, reject) => {
        if (standing !== null) return resolve()
        const done = (act: () => void) => {
          clearTimeout(timer)
          listeners.delete(listener)
          act()
        }
        const timer = setTimeout(
          () => done(() => reject(connectionLost('the connection did not come back', place))),
          ms,
        )
        const listener = (event: LinkEvent) => {
          if (event.kind === 'back') done(resolve)
        }
        listeners.add(listener)
      }),
    onLink(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      stop.abort(new AppError('cancelled', 'the connection was closed'))
      clearInterval(watchdog)
      sentinels?.close()
      standing?.nodes.close()
      standing = null
    },
  }
}
