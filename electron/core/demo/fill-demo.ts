import { cacheDayOf, lastDays } from '../../../shared/time/cache-day.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { FetchRunner } from '../fetch/fetch-runner.ts'
import type { DemoWorkspace } from '../ports/demo.ts'
import type { System } from '../ports/system.ts'

/** Days the demo workspace holds, so that a week of history can be seen. */
const demoDays = 7

/** Searches an operator of this cache would know; answered by the recorded providers. */
const demoSearches = [{}, { keywords: 'aquisição' }, { keywords: 'serviços', region_code: 'SP' }, { region_code: 'MG' }] as const

const demoSynonyms: Readonly<Record<string, readonly string[]>> = {
  licitação: ['pregão', 'concorrência', 'edital'],
  'merenda escolar': ['alimentação escolar', 'gêneros alimentícios'],
}

export interface FillDemoDeps {
  readonly demo: DemoWorkspace
  readonly connection: ActiveConnection
  readonly fetches: FetchRunner
  readonly providerIds: readonly string[]
  readonly system: System
  /** Stores a combined search from the providers, as `pcc search` would. */
  readonly search: (filters: (typeof demoSearches)[number]) => Promise<unknown>
  readonly saveSynonyms: (term: string, synonyms: readonly string[]) => Promise<void>
}

/**
 * Fills the demo server through the same adapters and runner that an operator uses: today first, then the days before.
 * @throws AppError `demo_only` where the connection is not the very server this process started
 */
export async function fillDemo(deps: FillDemoDeps): Promise<void> {
  const { demo, connection, fetches, providerIds, system } = deps
  if (connection.kind !== 'demo' || !demo.owns(connection.session)) {
    throw new AppError('demo_only', 'demo data goes to the demo server only')
  }
  const days = lastDays(cacheDayOf(system.clock()), demoDays).reverse()
  for (const day of days) {
    const { runId } = await fetches.start({ providers: [...providerIds], day, dryRun: false })
    await fetches.waitFor(runId)
    if (day !== days[0]) continue
    for (const filters of demoSearches) await deps.search(filters)
    for (const [term, synonyms] of Object.entries(demoSynonyms)) await deps.saveSynonyms(term, synonyms)
  }
}
