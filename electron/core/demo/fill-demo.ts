import { type CacheDay, lastDays } from '../../../shared/time/cache-day.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { FetchRunner } from '../fetch/fetch-runner.ts'
import type { DemoWorkspace } from '../ports/demo.ts'

/** Days the demo workspace holds, so that a week of history can be seen. */
const demoDays = 7

/** Searches an operator of this cache would know; answered by the recorded providers. */
const demoSearches = [
  {},
  { keywords: 'aquisição' },
  { keywords: 'serviços', region_code: 'SP' },
  { region_code: 'MG' },
] as const

const demoSynonyms: Readonly<Record<string, readonly string[]>> = {
  licitação: ['pregão', 'concorrência', 'edital'],
  'merenda escolar': ['alimentação escolar', 'gêneros alimentícios'],
}

export interface FillDemoDeps {
  readonly demo: DemoWorkspace
  /** The open connection now: the operator may leave the demo while it is being filled. @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly fetches: Pick<FetchRunner, 'start' | 'waitFor'>
  readonly providerIds: readonly string[]
  /** The newest day there is in the cache's zone. */
  readonly today: () => Promise<CacheDay>
  readonly signal: AbortSignal
  /** Stores a combined search from the providers, as `pcc search` would, on the given connection. */
  readonly search: (connection: ActiveConnection, filters: (typeof demoSearches)[number]) => Promise<unknown>
  readonly saveSynonyms: (connection: ActiveConnection, term: string, synonyms: readonly string[]) => Promise<void>
}

/**
 * Fills the demo server through the same adapters and runner that an operator uses: the oldest day first, as the
 * days came, so that the newest run is of today.
 * @throws AppError `demo_only` where the connection is not, or no longer, the very server this process started
 */
export async function fillDemo(deps: FillDemoDeps): Promise<void> {
  const { fetches, providerIds, signal, search, saveSynonyms } = deps
  const days = lastDays(await deps.today(), demoDays)
  for (const day of days) {
    signal.throwIfAborted()
    // Asked anew before every start, and nothing is awaited in between: the runner takes the same open connection.
    const connection = demoConnection(deps)
    const { runId } = await fetches.start({ providers: [...providerIds], day, dryRun: false })
    await fetches.waitFor(runId)
    if (day !== days[0]) continue
    for (const filters of demoSearches) await search(connection, filters)
    for (const [term, synonyms] of Object.entries(demoSynonyms)) await saveSynonyms(connection, term, synonyms)
  }
}

function demoConnection({ demo, connection }: FillDemoDeps): ActiveConnection {
  const open = connection()
  if (open.kind === 'demo' && demo.owns(open.session)) return open
  throw new AppError('demo_only', 'demo data goes to the demo server only')
}
