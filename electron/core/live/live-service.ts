import type { Publish } from '../../../shared/contract/events.ts'
import type { LiveFeed, LivePreview, LiveStatus } from '../../../shared/contract/live.ts'
import { hidesNewKeys, isSameSetting, sendsKeyEvents, withKeyEvents } from '../../../shared/keys/key-events.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { NotifySetting } from '../ports/key-events.ts'
import type { Pace } from '../ports/keyspace.ts'
import type { System } from '../ports/system.ts'
import { createEventFeed, type EventFeed } from './event-feed.ts'
import { countByEvents } from './live-counter.ts'
import type { LiveTally } from './live-tally.ts'
import type { NotifyKeeper } from './notify-keeper.ts'

const publishEveryMs = 250
const longestWaitMs = 4_000

export interface LiveDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly namespaces: readonly string[]
  readonly pace: () => Promise<Pace>
  readonly keeper: NotifyKeeper
  readonly publish: Publish
  readonly system: System
}

/** Counts per family kept exact by key events: switched on by the operator, for the connection that is open. */
export interface LiveService {
  status(): LiveStatus
  preview(): Promise<LivePreview>
  /** @param seen - the settings the operator saw in the preview. @throws AppError `refused`, `busy`, `no_permission`, … */
  start(seen: readonly NotifySetting[]): Promise<LiveStatus>
  /** Ends counting and puts the settings back. */
  stop(): Promise<LiveStatus>
  settleLeftover(how: 'put-back' | 'keep'): Promise<LiveStatus>
  feed(namespace: string | null, limit: number): LiveFeed
  /** A connection was opened: looks for what a console that was killed left on its server. */
  arrive(): Promise<void>
  /** To be awaited before the connection is closed. */
  leave(): Promise<void>
}

interface Run {
  readonly open: ActiveConnection
  readonly stop: AbortController
  readonly feed: EventFeed
  tally: LiveTally | null
  ended: Promise<void>
}

type Shown = Pick<LiveStatus, 'phase' | 'since' | 'checkedAt' | 'reason' | 'failure' | 'nextTryAt' | 'expected'>

const off: Shown = {
  phase: 'off',
  since: null,
  checkedAt: null,
  reason: null,
  failure: null,
  nextTryAt: null,
  expected: 0,
}

export function createLiveService(deps: LiveDeps): LiveService {
  const { connection, namespaces, keeper, publish, system } = deps
  let shown = off
  let run: Run | null = null
  /** Counts of the last time they were exact; shown as stale while they are counted anew. */
  let stale: Pick<LiveStatus, 'counts' | 'keys'> = { counts: null, keys: null }
  let leftover: LiveStatus['leftover'] = []
  let telling = false
  let starting = false

  function status(): LiveStatus {
    const tally = run?.tally ?? null
    const figures = shown.phase === 'live' && tally ? { counts: tally.counts(), keys: tally.keys() } : stale
    return {
      ...shown,
      ...figures,
      at: system.clock(),
      walked: shown.phase === 'counting' ? (tally?.walked() ?? 0) : 0,
      eventsPerSecond: run?.feed.perSecond() ?? 0,
      changed: keeper.changed().map(({ node, was, set }) => ({ node, was, set })),
      leftover,
    }
  }

  /** Figures: at most four a second, the last ones always. A turn of the phase is told at once. */
  function tell(): void {
    if (telling) return
    telling = true
    void system.sleep(publishEveryMs).then(() => {
      telling = false
      publish({ name: 'live.changed', payload: status() })
    })
  }

  function become(next: Partial<Shown>): void {
    if (shown.phase === 'live' && next.phase && next.phase !== 'live' && run?.tally) {
      stale = { counts: run.tally.counts(), keys: run.tally.keys() }
    }
    if (next.phase === 'off') stale = { counts: null, keys: null }
    const turned = next.phase !== undefined && next.phase !== shown.phase
    shown = { ...shown, ...next }
    if (turned) publish({ name: 'live.changed', payload: status() })
    else tell()
  }

  async function follow(mine: Run): Promise<void> {
    const { signal } = mine.stop
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        const { session } = mine.open
        const settings = await session.keyEvents().settings()
        if (!settings.every(({ value }) => sendsKeyEvents(value) || hidesNewKeys(value))) return end(mine)
        const walkDeps = {
          reader: session.reader(),
          events: session.keyEvents(),
          namespaces,
          pace: await deps.pace(),
          feed: mine.feed,
          system,
          onWalk(tally: LiveTally, expected: number) {
            become({ phase: 'counting', since: null, checkedAt: null, failure: null, nextTryAt: null, expected })
            mine.tally = tally
          },
          onEqual(tally: LiveTally, at: number) {
            failures = 0
            mine.tally = tally
            become({ phase: 'live', since: shown.since ?? at, checkedAt: at, reason: null })
          },
          onDiffers: () => become({ phase: 'counting', since: null, checkedAt: null, reason: 'differs' }),
          onChange: tell,
        }
        await countByEvents(walkDeps, signal)
      } catch (error) {
        if (signal.aborted) return
        const waitMs = Math.min(longestWaitMs, 250 * 2 ** failures)
        const failure = toFailure(error)
        if (failures === 0) system.log.warn('the key events were lost', { ...failure })
        become({
          phase: 'failed',
          reason: 'events_lost',
          since: null,
          checkedAt: null,
          failure,
          nextTryAt: system.clock() + waitMs,
        })
        await system.sleep(waitMs, signal).catch(() => undefined) // ended: the loop ends with it
      }
    }
  }

  /** The server sends no events any more: somebody took the setting back, or it restarted. */
  async function end(mine: Run): Promise<void> {
    run = null
    mine.feed.gap()
    become({ ...off, reason: 'setting_gone' })
    await keeper.turnBack(mine.open)
  }

  async function begin(seen: readonly NotifySetting[]): Promise<LiveStatus> {
    const open = connection()
    const settings = await open.session.keyEvents().settings()
    const same = (a: NotifySetting) => seen.some((b) => a.node === b.node && isSameSetting(a.value, b.value))
    if (settings.length !== seen.length || !settings.every(same)) {
      throw new AppError('refused', 'the settings are others than those shown', {
        params: { what: 'notify-keyspace-events', reason: 'stale' },
      })
    }
    await keeper.turnOn(open, settings)
    const feed = createEventFeed(namespaces, system.clock)
    const mine: Run = { open, stop: new AbortController(), feed, tally: null, ended: Promise.resolve() }
    run = mine
    become({ ...off, phase: 'counting' })
    mine.ended = follow(mine)
    return status()
  }

  async function halt(): Promise<void> {
    const ending = run
    ending?.stop.abort(new AppError('cancelled', 'the live counters were switched off'))
    await ending?.ended
    run = null
    become(off)
    if (ending && keeper.changed().length > 0) await keeper.turnBack(ending.open)
  }

  return {
    status,
    async preview() {
      const { session } = connection()
      try {
        const settings = await session.keyEvents().settings()
        const nodes = settings.map(({ node, value }) => ({
          node,
          current: value,
          wanted: withKeyEvents(value),
          stays: hidesNewKeys(value),
        }))
        const changes = nodes.some(({ current }) => !sendsKeyEvents(current))
        return { nodes, changes, obstacle: obstacle(session.identity(), connection(), changes) }
      } catch (error) {
        return { nodes: [], changes: false, obstacle: toFailure(error) }
      }
    },
    async start(seen) {
      if (run) return status()
      if (starting) throw new AppError('busy', 'the live counters are being switched on', { params: {} })
      starting = true
      try {
        return await begin(seen)
      } finally {
        starting = false
      }
    },
    async stop() {
      try {
        await halt()
      } finally {
        tell()
      }
      return status()
    },
    async settleLeftover(how) {
      await keeper.settleLeftover(connection(), how)
      leftover = []
      tell()
      return status()
    },
    feed: (namespace, limit) =>
      run?.feed.read(namespace, limit) ?? {
        at: system.clock(),
        heard: 0,
        events: [],
        seconds: [],
        from: null,
        gaps: [],
      },
    async arrive() {
      leftover = []
      try {
        leftover = (await keeper.leftover(connection())).map(({ node, was, set }) => ({ node, was, set }))
      } catch (error) {
        system.log.warn('settings left changed could not be looked for', { ...toFailure(error) })
      }
      tell()
    },
    async leave() {
      try {
        await halt()
      } catch (error) {
        // It stays on disk and is offered when this server is opened again.
        system.log.warn('key event settings were not put back', { ...toFailure(error) })
      } finally {
        keeper.release()
      }
      leftover = []
      tell()
    },
  }
}

function obstacle(
  identity: { readonly product: string; readonly version: string },
  { target }: ActiveConnection,
  changes: boolean,
): LivePreview['obstacle'] {
  const { host, port } = target
  // The one event that tells a new key came with Redis 7.0; Valkey began behind it.
  if (identity.product === 'redis' && Number.parseInt(identity.version, 10) < 7) {
    const reason = `Redis ${identity.version}`
    return toFailure(new AppError('refused', `${reason} does not tell new keys`, { params: { what: 'Egxen', reason } }))
  }
  if (changes && target.readOnly) {
    return toFailure(new AppError('read_only', 'this connection is read-only', { params: { host, port } }))
  }
  return null
}
