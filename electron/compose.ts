import type { z } from 'zod'
import type { Publish } from '../shared/contract/events.ts'
import { ServerSample, StatsPoint } from '../shared/contract/history.ts'
import { cacheDayOf } from '../shared/time/cache-day.ts'
import { composeSearch } from './compose-search.ts'
import { composeUpkeep } from './compose-upkeep.ts'
import { toFailure } from './core/app-error.ts'
import { createKeyService } from './core/browse/key-service.ts'
import type { ActiveConnection } from './core/connection/active-connection.ts'
import { type ConnectionService, createConnectionService, demoProfileId } from './core/connection/connection-service.ts'
import type { Core } from './core/core.ts'
import { createDemoFiller } from './core/demo/demo-filler.ts'
import { createMemoryRunLog, createScopedRunLog } from './core/demo/scoped-run-log.ts'
import { createAsideService } from './core/fetch/aside-service.ts'
import { createFetchRunner, type FetchRunner } from './core/fetch/fetch-runner.ts'
import { readFreshness } from './core/freshness/read-freshness.ts'
import { createHistoryService } from './core/history/history-service.ts'
import { createScopedHistory } from './core/history/scoped-history.ts'
import { createServerSampler } from './core/history/server-sampler.ts'
import { createInvalidationService } from './core/invalidation/invalidation-service.ts'
import { createNamespaceHolds } from './core/invalidation/namespace-holds.ts'
import { createOperationGate, operationWords } from './core/invalidation/operation-gate.ts'
import { createRecoveryService } from './core/invalidation/recovery-service.ts'
import { createRefusals } from './core/invalidation/refusals.ts'
import { createUndoService } from './core/invalidation/undo-service.ts'
import { createLiveService, type LiveService } from './core/live/live-service.ts'
import { createNotifyKeeper } from './core/live/notify-keeper.ts'
import type { HistoryRecord } from './core/ports/history.ts'
import type { Logger } from './core/ports/system.ts'
import { createProvidersInUse } from './core/providers-in-use.ts'
import { createConfigurationService } from './core/server/configuration-service.ts'
import { collectStats } from './core/stats/collect-stats.ts'
import { createExportService } from './core/transfer/export-service.ts'
import { providers as providerTable } from './providers/registry.ts'
import { askServer } from './redis/ask-server.ts'
import { createRedisConnector } from './redis/redis-connector.ts'
import { unpackGzip } from './redis/unpack-gzip.ts'
import { createDemoWorkspace } from './sandbox/demo-workspace.ts'
import { createBundleFiles } from './storage/bundle-files.ts'
import { createChangedSettings } from './storage/changed-settings.ts'
import { createHistoryStore } from './storage/history-store.ts'
import { createJournal } from './storage/journal.ts'
import { createKeyListStore } from './storage/key-list-store.ts'
import { createSystem } from './storage/node-system.ts'
import { createOperationStore } from './storage/operation-store.ts'
import { createProfileStore } from './storage/profile-store.ts'
import { createRunLog } from './storage/run-log.ts'
import { type Cipher, createSecretVault } from './storage/secret-vault.ts'
import { createSettingsStore } from './storage/settings-store.ts'
import { createUndoStore } from './storage/undo-store.ts'

export interface ComposeOptions {
  readonly dataFolder: string
  /** Recorded provider answers for the demo workspace. */
  readonly recordingsFolder: string
  readonly log: Logger
  readonly publish: Publish
  /** The system's key store; null where there is none. */
  readonly cipher: Cipher | null
  readonly env: NodeJS.ProcessEnv
  /** Provider base addresses for this process alone. */
  readonly urlOverrides: Readonly<Record<string, string>>
}

/** Builds the core from the adapters, once per process; both doors call this. Opens nothing. */
export async function compose(options: ComposeOptions): Promise<Core> {
  const { dataFolder, recordingsFolder, log, publish, cipher, env, urlOverrides } = options
  const system = createSystem(log)
  const settings = createSettingsStore(dataFolder, log)
  const vault = createSecretVault(dataFolder, cipher, log)
  const journal = createJournal(dataFolder, log)
  const undoStore = createUndoStore(dataFolder, system)
  const demo = createDemoWorkspace({ dataFolder, recordingsFolder, system, askServer })
  const operations = createOperationStore(dataFolder, log)
  const keyLists = createKeyListStore(dataFolder)
  const gate = createOperationGate()
  const holds = createNamespaceHolds(system, operations)
  const pace = async () => (await settings.read()).pace
  const zone = async () => (await settings.read()).dayZone
  const today = async () => cacheDayOf(system.clock(), await zone())
  const policy = async () => ({
    lifetimes: (await settings.read()).lifetimes,
    zone: await zone(),
    now: system.clock(),
  })

  const connections: ConnectionService = createConnectionService({
    connector: createRedisConnector(system),
    profiles: createProfileStore(dataFolder, log),
    vault,
    demo,
    publish,
    system,
    runningOperation,
    leaving: () => live.leave(),
  })
  const connection = () => connections.current()
  const isDemo = () => openKind(connections) === 'demo'
  const runLog = createScopedRunLog(createRunLog(dataFolder, log), createMemoryRunLog(), isDemo)
  const providers = createProvidersInUse({
    providers: providerTable,
    settings,
    vault,
    demo,
    // e.g. PCC_GOVBR_KEY
    environmentKey: (id) => env[`PCC_${id.toUpperCase().replaceAll('-', '_')}_KEY`] || null,
    urlOverrides,
  })
  const fetches: FetchRunner = createFetchRunner({
    providers: providerTable,
    inUse: providers,
    connection,
    runLog,
    journal,
    publish,
    system,
    gate,
    dayZone: zone,
  })
  const kept = <T extends HistoryRecord>(name: string, schema: z.ZodType<T>) =>
    createScopedHistory(createHistoryStore(dataFolder, name, schema, system.clock, log), isDemo, system.clock)
  const samples = kept('server-history', ServerSample)
  const history = createHistoryService({
    connection,
    passes: kept('stats-history', StatsPoint),
    samples,
    journal,
    providerIds: providers.ids,
    system,
  })
  const sampler = createServerSampler(
    () => (connections.status().phase === 'connected' ? connection() : null),
    samples,
    system,
  )
  const live: LiveService = createLiveService({
    connection,
    namespaces: providers.namespaces,
    pace,
    keeper: createNotifyKeeper(createChangedSettings(dataFolder, log), journal, system),
    publish,
    system,
  })
  const refusals = createRefusals(journal, system, () => openName(connections))
  const invalidation = createInvalidationService({
    connection,
    namespaces: providers.namespaces,
    keyLists,
    undoStore,
    operations,
    journal,
    refusals,
    gate,
    holds,
    pace,
    policy,
    isFetching: (namespace) => fetchesInto(fetches, namespace),
    system,
  })
  const configuration = createConfigurationService({ connection, journal, refusals, system })
  const asides = createAsideService({
    connection,
    providers: providers.ids,
    undoStore,
    runLog,
    journal,
    refusals,
    gate,
    system,
    today,
  })
  const keys = createKeyService({ connection, namespaces: providers.namespaces, pace, system, unpackGzip })
  const recovery = createRecoveryService({ connection, undoStore, operations, journal, refusals, system })
  const files = createBundleFiles(system)
  const { namespaces } = providers
  const restorable = { undoStore, files, namespaces, operations }
  const undo = createUndoService({ connection, ...restorable, journal, refusals, gate, holds, system })
  const exports = createExportService({ connection, namespaces, keyLists, files, journal, refusals, pace, system })

  /** The demo's own filling does not hold the operator on the demo. */
  function runningOperation(): string | null {
    const operation = gate.running()
    if (operation) return operationWords(operation)
    const run = fetches.active().find(({ runId }) => !runLog.isDemoRun(runId))
    return run ? `fetch of ${run.lanes.map(({ provider }) => provider).join(', ')}` : null
  }

  const freshness = async (days: number) =>
    readFreshness(connection().session, system.clock, { providers: providers.ids, days, zone: await zone() })
  const upkeep = composeUpkeep({
    settings,
    providers,
    fetches,
    invalidation,
    connection,
    isOpen: () => openKind(connections) !== null,
    freshness,
    policy,
    pace,
    zone,
    publish,
    system,
  })

  const { searchOn, unifiedCache, ...searches } = composeSearch({ providers, fetches, connection, zone, system })
  const filler = createDemoFiller({
    demo,
    connection,
    fetches,
    providerIds: providers.ids,
    system,
    today,
    search: (open, filters, signal) => searchOn(open, { filters, providers: providers.ids, refresh: false, signal }),
    saveSynonyms: async (open, term, synonyms) => (await unifiedCache(open)).saveSynonyms(term, synonyms),
  })

  function afterOpen(): void {
    sampler.start()
    void live.arrive()
    if (isDemo()) {
      filler.fill()
      return
    }
    for (const { runId } of fetches.active()) if (runLog.isDemoRun(runId)) fetches.cancel(runId, null)
  }

  return {
    dataFolder,
    system,
    settings,
    vault,
    journal,
    refusals,
    providers,
    connections,
    invalidation,
    undo,
    recovery,
    exports,
    fetches,
    asides,
    keys,
    history,
    live,
    ...upkeep,
    configuration,
    ...searches,
    async collectStats(mode, signal, onProgress, sampleSize) {
      const { pace, splitPasses: mayBeSplit } = await settings.read()
      const request = { namespaces: providers.namespaces, mode, pace, mayBeSplit, signal, onProgress, sampleSize }
      const open = connection()
      const report = await collectStats(open.session.reader(), system, request)
      await history.keepPass(report, open)
      return report
    },
    freshness: async (days) => freshness(days),
    today,
    facts: async () => connection().session.facts(),
    serverReport: async () => connection().session.report(providers.namespaces),
    async openLast() {
      try {
        await fetches.recoverInterrupted()
        const { lastProfileId } = await settings.read()
        await connections.open(lastProfileId ?? demoProfileId, null)
        afterOpen()
      } catch (error) {
        log.warn('the last connection could not be opened', { ...toFailure(error) }) // its status shows the failure
      }
    },
    afterOpen,
    async close() {
      sampler.close()
      filler.close()
      keys.close()
      try {
        await Promise.all([
          upkeep.schedule.close(),
          invalidation.close(),
          undo.close(),
          exports.close(),
          fetches.close(),
        ])
        await connections.close()
      } finally {
        await demo.stop()
      }
    },
  }
}

function openKind(connections: ConnectionService): ActiveConnection['kind'] | null {
  const status = connections.status()
  return status.phase === 'connected' || status.phase === 'disconnected' ? (status.connection?.kind ?? null) : null
}

function openName(connections: ConnectionService): string {
  const status = connections.status()
  return status.phase === 'connected' || status.phase === 'disconnected' ? (status.connection?.name ?? '') : ''
}

function fetchesInto(fetches: FetchRunner, namespace: string): boolean {
  return fetches
    .active()
    .some(
      ({ dryRun, lanes }) =>
        !dryRun && lanes.some(({ provider, outcome }) => provider === namespace && outcome === null),
    )
}
