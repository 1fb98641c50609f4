import { join } from 'node:path'
import type { Publish } from '../shared/contract/events.ts'
import type { FreshnessReport } from '../shared/contract/freshness.ts'
import type { ServerFacts } from '../shared/contract/server.ts'
import type { StatsReport } from '../shared/contract/stats.ts'
import { AppError, toFailure } from './core/app-error.ts'
import { type ConnectionService, createConnectionService, demoProfileId } from './core/connection/connection-service.ts'
import { fillDemo } from './core/demo/fill-demo.ts'
import { createMemoryRunLog, createScopedRunLog } from './core/demo/scoped-run-log.ts'
import { createFetchRunner, type FetchRunner } from './core/fetch/fetch-runner.ts'
import { readFreshness } from './core/freshness/read-freshness.ts'
import { createInvalidationService, type InvalidationService } from './core/invalidation/invalidation-service.ts'
import { createUndoService, type UndoService } from './core/invalidation/undo-service.ts'
import type { Journal, SecretVault, SettingsStore } from './core/ports/stores.ts'
import type { Logger, System } from './core/ports/system.ts'
import { createProvidersInUse, type ProvidersInUse } from './core/providers-in-use.ts'
import { collectStats } from './core/stats/collect-stats.ts'
import { providers as providerTable } from './providers/registry.ts'
import { askServer } from './redis/ask-server.ts'
import { createRedisConnector } from './redis/redis-connector.ts'
import { createDemoWorkspace } from './sandbox/demo-workspace.ts'
import { createJournal } from './storage/journal.ts'
import { createKeyListStore } from './storage/key-list-store.ts'
import { createSystem } from './storage/node-system.ts'
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

