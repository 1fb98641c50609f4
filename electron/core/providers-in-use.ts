import type { ProviderInfo } from '../../shared/contract/provider.ts'
import type { ProviderSettings, Settings } from '../../shared/contract/settings.ts'
import { unifiedNamespace } from '../../shared/keys/key-families.ts'
import { AppError } from './app-error.ts'
import type { ActiveConnection } from './connection/active-connection.ts'
import type { DemoWorkspace } from './ports/demo.ts'
import type { Provider, ProviderSetup } from './ports/provider.ts'
import type { SecretVault, SettingsStore } from './ports/stores.ts'

/** What a provider's settings are until somebody changes them: switched on, its own address, wide coverage. */
const untouched: ProviderSettings = { enabled: true, baseUrl: null, coverage: {} }

export interface ProvidersInUse {
  /** Provider ids in table order. */
  readonly ids: readonly string[]
  /** Provider ids and `unified`. */
  readonly namespaces: readonly string[]
  /** @returns the providers named, each once, in table order @throws AppError `unknown_namespace` */
  known(names: readonly string[]): string[]
  list(): Promise<ProviderInfo[]>
  enabled(id: string): Promise<boolean>
  /** How a provider is asked on this connection: recorded answers on the demo server, the settings elsewhere. */
  setup(id: string, connection: ActiveConnection): Promise<ProviderSetup>
}

export interface ProvidersDeps {
  readonly providers: readonly Provider[]
  readonly settings: SettingsStore
  readonly vault: SecretVault
  readonly demo: DemoWorkspace
  /** Keys from the environment (`PCC_GOVBR_KEY`), for cron; the vault comes second. */
  readonly environmentKey: (providerId: string) => string | null
  /** Base addresses given for this process alone (`--provider-url`). */
  readonly urlOverrides: Readonly<Record<string, string>>
}

export function createProvidersInUse(deps: ProvidersDeps): ProvidersInUse {
  const { providers, settings, vault, demo, environmentKey, urlOverrides } = deps
  const ids = providers.map((provider) => provider.id)
  const settingsOf = (all: Settings, id: string) => all.providers[id] ?? untouched
  const keyOf = async (id: string) => environmentKey(id) ?? (await vault.read(`provider:${id}`))
  const addressOf = (all: Settings, provider: Provider) =>
    urlOverrides[provider.id] ?? settingsOf(all, provider.id).baseUrl ?? provider.defaultBaseUrl

  return {
    ids,
    namespaces: [...ids, unifiedNamespace],
    known(names) {
      const unknown = names.find((name) => !ids.includes(name))?.slice(0, 64)
      if (unknown === undefined) return ids.filter((id) => names.includes(id))
      throw new AppError('unknown_namespace', `no provider ${unknown}`, { params: { namespace: unknown } })
    },
    async list() {
      const all = await settings.read()
      return Promise.all(
        providers.map(async (provider) => {
          const { id, label, mark, defaultBaseUrl, needsApiKey, leastGapMs, coverageDefaults: defaults } = provider
          const apiKey = needsApiKey ? ((await keyOf(id)) === null ? 'missing' : 'set') : 'none'
          const { enabled } = settingsOf(all, id)
          const baseUrl = addressOf(all, provider)
          const coverageDefaults = Object.fromEntries(
            Object.entries(defaults).map(([name, codes]) => [name, [...codes]]),
          )
          return { id, label, mark, enabled, baseUrl, defaultBaseUrl, apiKey, leastGapMs, coverageDefaults } as const
        }),
      )
    },
    enabled: async (id) => settingsOf(await settings.read(), id).enabled,
    async setup(id, connection) {
      const all = await settings.read()
      const provider = providers.find((candidate) => candidate.id === id) as Provider // ids are checked at the border
      // A name without codes is as wide as one that is not there.
      const coverage = Object.fromEntries(
        Object.entries(settingsOf(all, id).coverage).filter(([, codes]) => codes.length > 0),
      )
      const recorded = connection.kind === 'demo' ? demo.providerUrls()?.[id] : undefined
      if (recorded !== undefined) return { baseUrl: recorded, apiKey: 'demo', allowLoopback: true, coverage: {} }
      return {
        baseUrl: addressOf(all, provider),
        apiKey: await keyOf(id),
        allowLoopback: connection.target.environment === 'development',
        coverage,
        gapMs: settingsOf(all, id).gapMs,
      }
    },
  }
}
