import { expect, onTestFinished, test } from 'vitest'
import { createConnectionService } from '../../../electron/core/connection/connection-service.ts'
import type { DemoWorkspace } from '../../../electron/core/ports/demo.ts'
import type { StoredProfile } from '../../../electron/core/ports/stores.ts'
import { createRedisConnector } from '../../../electron/redis/redis-connector.ts'
import type { ConnectionStatus, ProfileDraft } from '../../../shared/contract/connection.ts'
import { poll } from '../../support/poll.ts'
import { startRedis, targetOf } from '../../support/redis-server.ts'
import { testSystem } from '../../support/test-session.ts'

/** The service on the real adapter; profiles and secrets live as long as the test. */
async function openService() {
  const [one, two] = await Promise.all([startRedis(), startRedis()])
  const stored = new Map<string, StoredProfile>()
  const secrets = new Map<string, string>()
  const seen: ConnectionStatus[] = []
  const operation: { running: string | null } = { running: null }
  const noDemo: DemoWorkspace = {
    start: () => Promise.reject(new Error('no demo here')),
    owns: () => false,
    providerUrls: () => null,
    stop: () => Promise.resolve(),
  }
  const connector = createRedisConnector(testSystem)
  const gate: { wait: Promise<void> } = { wait: Promise.resolve() }
  const service = createConnectionService({
    // The real one, held up where a test says so: a server that is slow to answer.
    connector: {
      open: async (...args) => {
        const session = await connector.open(...args)
        await gate.wait
        return session
      },
    },
    profiles: {
      list: async () => [...stored.values()],
      save: async (profile) => void stored.set(profile.id, profile),
      remove: async (id) => void stored.delete(id),
    },
    vault: {
      backend: 'system',
      read: async (name) => secrets.get(name) ?? null,
      write: async (name, secret) => void secrets.set(name, secret),
      remove: async (name) => void secrets.delete(name),
    },
    demo: noDemo,
    publish: (event) => {
      if (event.name === 'connection.changed') seen.push(event.payload)
    },
    system: testSystem,
    runningOperation: () => operation.running,
    leaving: () => Promise.resolve(),
  })
  onTestFinished(async () => {
    operation.running = null
    await service.close()
    await one.stop()
    await two.stop()
  })
  const draftOf = (redis: { readonly port: number }, change: Partial<ProfileDraft> = {}): ProfileDraft => ({
    ...targetOf(redis),
    id: null,
    name: 'own',
    password: { kind: 'none' },
    ...change,
  })
  return { service, one, two, gate, operation, seen, draftOf }
}

test('an operation that begins while another server is being reached keeps its connection', async () => {
  const { service, one, two, gate, operation, draftOf } = await openService()
  const first = await service.saveProfile(draftOf(one))
  const second = await service.saveProfile(draftOf(two, { name: 'other' }))
  await service.open(first.id, null)
  let goOn: () => void = () => undefined
  gate.wait = new Promise((resolve) => {
    goOn = resolve
  })
  const opening = service.open(second.id, null)
  operation.running = 'invalidation of pncp'
  goOn()
  await expect(opening).rejects.toMatchObject({ code: 'busy' })
  expect(service.current().profileId).toBe(first.id)
  expect(service.status()).toMatchObject({ phase: 'connected' })
  expect(await service.current().session.reader().size()).toBe(0)
})

test('of two connections asked for in a row the later one stands, however slow the former', async () => {
  const { service, one, two, gate, draftOf } = await openService()
  const first = await service.saveProfile(draftOf(one))
  const second = await service.saveProfile(draftOf(two, { name: 'other' }))
  let goOn: () => void = () => undefined
  gate.wait = new Promise((resolve) => {
    goOn = resolve
  })
  const slow = service.open(first.id, null).catch((error: unknown) => error)
  gate.wait = Promise.resolve()
  await service.open(second.id, null)
  goOn()
  expect(await slow).toMatchObject({ code: 'cancelled' })
  expect(service.current().profileId).toBe(second.id)
  expect(service.status()).toMatchObject({ phase: 'connected', connection: { name: 'other' } })
})

test('a profile saved as read-only or production binds its open connection at once', async () => {
  const { service, one, draftOf } = await openService()
  const { id } = await service.saveProfile(draftOf(one))
  await service.open(id, null)
  expect(() => service.current().session.writer()).not.toThrow()
  await service.saveProfile(draftOf(one, { id, readOnly: true, environment: 'production' }))
  expect(() => service.current().session.writer()).toThrow(expect.objectContaining({ code: 'read_only' }))
  expect(service.current().target).toMatchObject({ readOnly: true, environment: 'production' })
  expect(service.status()).toMatchObject({ connection: { target: { readOnly: true, environment: 'production' } } })
})

test('a stored password is kept for its own server only', async () => {
  const { service, one, two, draftOf } = await openService()
  const { id } = await service.saveProfile(draftOf(one, { password: { kind: 'store', password: 'secret' } }))
  const elsewhere = draftOf(two, { id, password: { kind: 'keep' } })
  await expect(service.test(elsewhere)).rejects.toMatchObject({ code: 'auth_required' })
  await expect(service.saveProfile(elsewhere)).rejects.toMatchObject({ code: 'auth_required' })
  const unverified = draftOf(one, { id, password: { kind: 'keep' }, tls: { enabled: true, verify: false, ca: null } })
  await expect(service.saveProfile(unverified)).rejects.toMatchObject({ code: 'auth_required' })
  expect(await service.saveProfile(draftOf(one, { id, name: 'renamed', password: { kind: 'keep' } }))).toMatchObject({
    name: 'renamed',
    password: 'stored',
  })
  const verified = { enabled: true, verify: true, ca: null }
  const listed = { ...verified, crlFile: '/lists.pem' }
  const stored = { kind: 'store', password: 'secret' } as const
  const other = await service.saveProfile(draftOf(two, { tls: listed, password: stored }))
  const again = (tls: typeof verified) => draftOf(two, { id: other.id, password: { kind: 'keep' }, tls })
  await expect(service.saveProfile(again(verified))).rejects.toMatchObject({ code: 'auth_required' })
  expect(await service.saveProfile(again(listed))).toMatchObject({ tls: listed, password: 'stored' })
})

test('R30: another password brings back the very connection whose password was refused, under a running operation too', async () => {
  const { service, one, two, operation, draftOf } = await openService()
  await one.cli('acl', 'setuser', 'ops', 'on', '>old', '~*', '&*', '+@all')
  const asked = { username: 'ops', password: { kind: 'store', password: 'old' } } as const
  const { id } = await service.saveProfile(draftOf(one, asked))
  const elsewhere = await service.saveProfile(draftOf(two, { name: 'other' }))
  await service.open(id, null)
  const { connectionId } = service.current()
  operation.running = 'invalidation of pncp'
  await one.cli('acl', 'setuser', 'ops', 'resetpass', '>new')
  await one.cli('client', 'kill', 'user', 'ops')
  const status = () => service.status()
  await poll(() => {
    const now = status()
    return now.phase === 'disconnected' && now.nextTryAt === null
  })
  expect(status()).toMatchObject({
    failure: { code: 'auth_failed', params: { user: 'ops' } },
    connection: { name: 'own' },
  })
  await expect(service.open(elsewhere.id, null)).rejects.toMatchObject({ code: 'busy' })
  await expect(service.open(id, 'guess')).rejects.toMatchObject({ code: 'auth_failed' })
  expect(await service.open(id, 'new')).toMatchObject({ phase: 'connected', serverChanged: false })
  expect(service.current().connectionId).toBe(connectionId)
  expect(await service.current().session.reader().size()).toBe(0)
  expect(/cmdstat_auth:.*failed_calls=(\d+)/.exec(await one.cli('info', 'commandstats'))?.[1]).toBe('2')
})
