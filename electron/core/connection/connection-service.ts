import type {
  ConnectionProfile,
  ConnectionStatus,
  ConnectionTarget,
  ConnectionTest,
  OpenConnection,
  ProfileDraft,
} from '../../../shared/contract/connection.ts'
import type { Publish } from '../../../shared/contract/events.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { ConnectionSecrets, LinkEvent, RedisConnector, RedisSession } from '../ports/connection.ts'
import type { DemoWorkspace } from '../ports/demo.ts'
import type { ProfileStore, SecretVault, StoredProfile } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import type { ActiveConnection } from './active-connection.ts'
import { assertKeptFor, removePasswords, savePasswords, secretsOfDraft, secretsOfProfile } from './profile-secrets.ts'

export const demoProfileId = 'demo'

export interface ConnectionDeps {
  readonly connector: RedisConnector
  readonly profiles: ProfileStore
  readonly vault: SecretVault
  readonly demo: DemoWorkspace
  readonly publish: Publish
  readonly system: System
  /** What still runs on the open connection, in words, or null: it is not closed under a running operation. */
  readonly runningOperation: () => string | null
  /** Awaited before the open connection is closed or replaced. */
  readonly leaving: () => Promise<void>
}

export interface ConnectionService {
  status(): ConnectionStatus
  /** @throws AppError `not_connected` */
  current(): ActiveConnection
  listProfiles(): Promise<ConnectionProfile[]>
  saveProfile(draft: ProfileDraft): Promise<ConnectionProfile>
  removeProfile(id: string): Promise<void>
  /** @throws AppError with the true cause */
  test(draft: ProfileDraft): Promise<ConnectionTest>
  /**
   * Opens a saved profile or the demo workspace; the former connection is closed only after the new one stands. Where the
   * open one was given up, as after a refused password, it comes back itself, with whatever still runs on it.
   */
  open(profileId: string, password: string | null, sentinelPassword?: string | null): Promise<ConnectionStatus>
  /** For the command line: a connection nobody saved. */
  openAdHoc(
    name: string,
    target: ConnectionTarget,
    password: string | null,
    sentinelPassword?: string | null,
  ): Promise<ConnectionStatus>
  close(): Promise<ConnectionStatus>
}

export function createConnectionService(deps: ConnectionDeps): ConnectionService {
  const { connector, profiles, vault, demo, publish, system } = deps
  let status: ConnectionStatus = { phase: 'none' }
  let active: ActiveConnection | null = null
  let attempt: AbortController | null = null

  function become(next: ConnectionStatus): ConnectionStatus {
    status = next
    publish({ name: 'connection.changed', payload: next })
    return next
  }

  async function connect(
    profileId: string,
    name: string,
    kind: ActiveConnection['kind'],
    reach: (signal: AbortSignal) => Promise<{ target: ConnectionTarget; secrets: ConnectionSecrets }>,
  ): Promise<ConnectionStatus> {
    refuseWhileRunning(deps.runningOperation())
    attempt?.abort(new AppError('cancelled', 'another connection was asked for'))
    const mine = new AbortController()
    attempt = mine
    const before = status
    become({ phase: 'connecting', name, since: system.clock() })
    try {
      const { target, secrets } = await reach(mine.signal)
      const session = await connector.open(target, secrets, mine.signal)
      await unlessOvertaken(session, mine.signal)
      await closeActive()
      active = { session, connectionId: system.randomHex(8), profileId, name, kind, target }
      session.onLink(onLink(active))
      return become({
        phase: 'connected',
        connection: describe(active),
        since: system.clock(),
        serverChanged: false,
      })
    } catch (error) {
      const failure = toFailure(error)
      // A failed attempt must not take away a connection that still stands, nor speak for the attempt that followed it.
      if (attempt !== mine) throw error
      if (active && before.phase === 'connected') become(before)
      else {
        become({ phase: 'disconnected', connection: null, name, failure, since: system.clock(), nextTryAt: null })
      }
      throw error
    } finally {
      if (attempt === mine) attempt = null
    }
  }

  /** While the new server was reached, another may have been asked for, or an operation begun on the open one. */
  async function unlessOvertaken(session: RedisSession, signal: AbortSignal): Promise<void> {
    try {
      signal.throwIfAborted()
      refuseWhileRunning(deps.runningOperation())
    } catch (error) {
      await session.close()
      throw error
    }
  }

  function onLink({ connectionId }: ActiveConnection): (event: LinkEvent) => void {
    return (event) => {
      if (active?.connectionId !== connectionId) return
      const connection = active
      const described = describe(connection)
      if (event.kind === 'back') {
        const { serverChanged } = event
        become({ phase: 'connected', connection: described, since: system.clock(), serverChanged })
        return
      }
      if (event.kind !== 'lost') {
        if (status.phase !== 'connected') return
        const { unconfirmed: _former, ...confirmed } = status
        become(event.kind === 'confirmed' ? confirmed : { ...confirmed, unconfirmed: event.failure })
        return
      }
      const { failure, nextTryAt } = event
      const since = status.phase === 'disconnected' ? status.since : system.clock()
      become({ phase: 'disconnected', connection: described, name: connection.name, failure, since, nextTryAt })
    }
  }

  /** What may be done over the open connection follows its profile at once; where it leads changes only on reopening. */
  function bindOpen({ name, environment, readOnly }: StoredProfile): void {
    if (!active) return
    active.session.setReadOnly(readOnly)
    active = { ...active, name, target: { ...active.target, environment, readOnly } }
    if (status.phase === 'connected') become({ ...status, connection: describe(active) })
  }

  async function closeActive(): Promise<void> {
    if (active) await deps.leaving()
    const closing = active
    active = null
    await closing?.session.close()
  }

  async function findProfile(id: string): Promise<StoredProfile> {
    const profile = (await profiles.list()).find((candidate) => candidate.id === id)
    if (!profile)
      throw new AppError('unknown_profile', `no saved connection ${id.slice(0, 64)}`, {
        params: { profile: id.slice(0, 64) },
      })
    return profile
  }

  return {
    status: () => status,
    current() {
      if (!active) throw new AppError('not_connected', 'no connection is open')
      return active
    },
    listProfiles: () => profiles.list(),
    async saveProfile(draft) {
      const { id: given, password: _password, sentinelPassword: _sentinelPassword, ...rest } = draft
      const id = given ?? system.randomHex(8)
      const former = given === null ? undefined : await findProfile(given)
      if (former) assertKeptFor(former, draft)
      const profile: StoredProfile = { ...rest, id, ...(await savePasswords(vault, id, draft, former)) }
      await profiles.save(profile)
      if (active?.profileId === id) bindOpen(profile)
      return profile
    },
    async removeProfile(id) {
      const profile = await findProfile(id)
      if (active?.profileId === id)
        throw new AppError('busy', `connection ${profile.name} is open`, { params: { operation: profile.name } })
      await removePasswords(vault, id)
      await profiles.remove(id)
    },
    async test(draft) {
      if (draft.id !== null) assertKeptFor(await findProfile(draft.id), draft)
      const secrets = await secretsOfDraft(vault, draft)
      const { id: _id, name: _name, password: _password, sentinelPassword: _sentinelPassword, ...target } = draft
      const session = await connector.open(target, secrets, new AbortController().signal)
      try {
        const keys = await session.reader().size()
        const { capabilities, roundTripMs } = session
        return { identity: session.identity(), roundTripMs, keys, capabilities: [...capabilities] }
      } finally {
        await session.close()
      }
    },
    async open(profileId, password, sentinelPassword = null) {
      if (profileId === demoProfileId) {
        return connect(demoProfileId, 'demo', 'demo', async (signal) => {
          const { target, password } = await demo.start(signal)
          return { target, secrets: { password, sentinelPassword: null } }
        })
      }
      const profile = await findProfile(profileId)
      const gaveUp = status.phase === 'disconnected' && status.nextTryAt === null
      if (active && gaveUp && isReachedBy(active.target, profile)) {
        await active.session.logIn(await secretsOfProfile(vault, profile, { password, sentinelPassword }))
        return status
      }
      return connect(profile.id, profile.name, 'profile', async () => {
        const { id: _id, name: _name, password: _password, sentinelPassword: _sentinelPassword, ...target } = profile
        return { target, secrets: await secretsOfProfile(vault, profile, { password, sentinelPassword }) }
      })
    },
    openAdHoc: (name, target, password, sentinelPassword = null) =>
      connect('ad-hoc', name, 'ad-hoc', async () => ({ target, secrets: { password, sentinelPassword } })),
    async close() {
      refuseWhileRunning(deps.runningOperation())
      attempt?.abort(new AppError('cancelled', 'the connection was closed'))
      await closeActive()
      return become({ phase: 'none' })
    },
  }
}

/** Whether a profile still leads where an open connection does, as the same user. */
function isReachedBy(target: ConnectionTarget, profile: ConnectionTarget): boolean {
  const way = ({ host, port, database, username, tls, sentinel }: ConnectionTarget) =>
    JSON.stringify([host, port, database, username, tls, sentinel ?? null])
  return way(target) === way(profile)
}

function refuseWhileRunning(operation: string | null): void {
  if (operation !== null) throw new AppError('busy', `${operation} is running`, { params: { operation } })
}

function describe(connection: ActiveConnection): OpenConnection {
  const { session, profileId, name, kind, target } = connection
  const { roundTripMs, capabilities } = session
  return { profileId, name, kind, target, identity: session.identity(), roundTripMs, capabilities: [...capabilities] }
}
