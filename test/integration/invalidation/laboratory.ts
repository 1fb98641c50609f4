import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import type { ActiveConnection } from '../../../electron/core/connection/active-connection.ts'
import {
  createInvalidationService,
  type InvalidationDeps,
} from '../../../electron/core/invalidation/invalidation-service.ts'
import { createNamespaceHolds } from '../../../electron/core/invalidation/namespace-holds.ts'
import { createOperationGate } from '../../../electron/core/invalidation/operation-gate.ts'
import { createRecoveryService } from '../../../electron/core/invalidation/recovery-service.ts'
import { createRefusals } from '../../../electron/core/invalidation/refusals.ts'
import { createUndoService } from '../../../electron/core/invalidation/undo-service.ts'
import type { RedisSession } from '../../../electron/core/ports/connection.ts'
import type { Sleep } from '../../../electron/core/ports/system.ts'
import { createBundleFiles } from '../../../electron/storage/bundle-files.ts'
import { createJournal } from '../../../electron/storage/journal.ts'
import { createKeyListStore } from '../../../electron/storage/key-list-store.ts'
import { createOperationStore } from '../../../electron/storage/operation-store.ts'
import { createUndoStore } from '../../../electron/storage/undo-store.ts'
import type { ConnectionTarget } from '../../../shared/contract/connection.ts'
import type { InvalidationResult, InvalidationTarget } from '../../../shared/contract/invalidation.ts'
import { confirmationOf } from '../../../shared/keys/confirmation-of.ts'
import { cacheZone } from '../../../shared/time/cache-day.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { namespaces, openSession, testSystem } from '../../support/test-session.ts'

export const whole = (namespace: string): InvalidationTarget => ({ scope: 'whole', namespace })

const never = new AbortController().signal

/** The two services on the real adapter and real files, each test with a folder and a connection of its own. */
export async function openLaboratory(
  redis: { readonly port: number; readonly host?: string; readonly password?: string | null },
  change: {
    readonly target?: Partial<ConnectionTarget>
    readonly deps?: Partial<InvalidationDeps>
    readonly session?: (session: RedisSession) => RedisSession
    readonly sleep?: Sleep
    /** An existing data folder; else a new one. */
    readonly folder?: string
  } = {},
) {
  const folder = change.folder ?? (await mkdtemp(join(tmpdir(), 'pcc-invalidation-')))
  const opened = await openSession(redis, change.target)
  const session = change.session?.(opened) ?? opened
  const clock = { aheadMs: 0 }
  const system = {
    ...testSystem,
    clock: () => Date.now() + clock.aheadMs,
    ...(change.sleep ? { sleep: change.sleep } : {}),
  }
  const active = { current: activeOf(session, opened.identity().host, redis.port, change.target) }
  const connection = () => active.current
  const journal = createJournal(folder, recordingLog())
  const undoStore = createUndoStore(folder, system)
  const operations = createOperationStore(folder, recordingLog())
  const refusals = createRefusals(journal, system, () => 'lab')
  const gate = createOperationGate()
  const holds = createNamespaceHolds(system, operations)
  const invalidation = createInvalidationService({
    connection,
    namespaces,
    keyLists: createKeyListStore(folder),
    undoStore,
    operations,
    journal,
    refusals,
    gate,
    holds,
    pace: async () => 'fast',
    policy: async () => ({ lifetimes: {}, zone: cacheZone, now: system.clock() }),
    isFetching: () => false,
    system,
    ...change.deps,
  })
  const files = createBundleFiles(system)
  const undo = createUndoService({
    connection,
    undoStore,
    files,
    namespaces,
    operations,
    journal,
    refusals,
    gate,
    holds,
    system,
  })
  onTestFinished(async () => {
    await invalidation.close()
    await undo.close()
    await opened.close()
    if (change.folder === undefined) await rm(folder, { recursive: true, force: true })
  })
  const preview = (target: InvalidationTarget) => invalidation.preview(target, never, () => undefined)
  return {
    folder,
    clock,
    system,
    active,
    session,
    journal,
    undoStore,
    operations,
    recovery: createRecoveryService({ connection, undoStore, operations, journal, refusals, system }),
    gate,
    invalidation,
    undo,
    preview,
    /** @param retarget - the connection's typed name, for a bundle of another server */
    restore: (bundle: string, retarget: string | null = null) => undo.run({ bundle, retarget }, () => undefined),
    /** Chosen keys, looked up and confirmed. */
    async remove(keys: readonly Uint8Array[]): Promise<InvalidationResult> {
      const { token, target } = await invalidation.previewKeys(keys)
      return invalidation.run(
        { token: token ?? '', confirmation: confirmationOf(target), noUndo: false },
        () => undefined,
      )
    },
    /** Preview and confirmed run. */
    async invalidate(target: InvalidationTarget, noUndo = false): Promise<InvalidationResult> {
      const { token } = await preview(target)
      return invalidation.run({ token: token ?? '', confirmation: target.namespace, noUndo }, () => undefined)
    },
  }
}

function activeOf(
  session: RedisSession,
  host: string,
  port: number,
  target: Partial<ConnectionTarget> = {},
): ActiveConnection {
  return {
    session,
    connectionId: testSystem.randomHex(8),
    profileId: 'lab',
    name: 'lab',
    kind: 'profile',
    target: {
      host,
      port,
      database: 0,
      username: null,
      tls: { enabled: false, verify: true, ca: null },
      environment: 'development',
      readOnly: false,
      ...target,
    },
  }
}

/** A client of the test itself. */
export function clientOf(redis: { readonly port: number }, db = 0): Redis {
  const client = new Redis({ host: '127.0.0.1', port: redis.port, db })
  onTestFinished(() => client.disconnect())
  return client
}

/** Every key with its value and absolute expiry, for comparing what must not have changed. @param outside - a prefix left out */
export async function witness(client: Redis, outside = '\0none'): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const key of await client.keysBuffer('*')) {
    if (key.subarray(0, outside.length).toString('latin1') === outside) continue
    const value = await client.dumpBuffer(key)
    found[key.toString('latin1')] = `${await client.pexpiretime(key)} ${value?.toString('base64')}`
  }
  return found
}

/** Names of all commands the server sees while `act` runs, without the test's own and those on the console's own lock. */
export async function commandsDuring(redis: { readonly port: number }, act: () => Promise<unknown>): Promise<string[]> {
  const client = new Redis({ host: '127.0.0.1', port: redis.port })
  const monitor = await client.monitor()
  const seen: string[] = []
  monitor.on('monitor', (_time: string, args: string[]) => {
    if (!args[1]?.startsWith('pcc:lock:')) seen.push((args[0] ?? '').toUpperCase())
  })
  await act()
  // A command of our own marks the end: what was sent before it has been seen by then.
  const mark = `end-${testSystem.randomHex(4)}`
  const ended = new Promise<void>((resolve) => {
    monitor.on('monitor', (_time: string, args: string[]) => {
      if (args[1] === mark) resolve()
    })
  })
  await client.echo(mark).catch(() => undefined)
  await ended
  monitor.disconnect()
  client.disconnect()
  return seen.filter((name) => !['ECHO', 'CLIENT', 'HELLO', 'INFO', 'PING'].includes(name))
}
