import type { Handlers } from '../../../shared/contract/methods.ts'
import type { SearchResult } from '../../../shared/contract/search.ts'
import { procurementsOf } from '../../../shared/opportunity/same-procurement.ts'
import { createLatestRun } from '../../core/latest-run.ts'
import { providersOf } from '../../core/procurements/procurement-row.ts'
import { type CombinedSearch, recordsOf } from '../../core/unified/search-combined.ts'
import { parseSearchFilters } from '../../core/unified/search-filters-text.ts'
import type { HandlerContext } from './handler-context.ts'

export const searchHandlers = ({ core, publish }: HandlerContext) => {
  const latest = createLatestRun()
  return {
    'search.run': async ({ filters, providers, refresh }) => {
      const { connectionId } = core.connections.current()
      const found = await latest.run((signal) =>
        core.search({
          filters: parseSearchFilters(filters),
          providers: core.providers.known(providers),
          refresh,
          signal,
          onProgress: (progress) => publish({ name: 'search.progressed', payload: progress }),
        }),
      )
      const procurements = procurementsOf(recordsOf(found.answers))
      return {
        ...resultOf(found),
        set: core.procurements.hold(connectionId, procurements),
        at: core.system.clock(),
        procurements: procurements.length,
        shared: procurements.filter((procurement) => providersOf(procurement).length > 1).length,
      }
    },
    'search.cancel': async () => {
      latest.cancel()
      return {}
    },
    'search.lookup': ({ filters }) => core.lookUpSearch(parseSearchFilters(filters)),
  } satisfies Partial<Handlers>
}

function resultOf({
  answers,
  key,
  keptWider,
  storeFailure,
}: CombinedSearch): Pick<SearchResult, 'answers' | 'key' | 'keptWider' | 'storeFailure'> {
  return {
    answers: answers.map(({ opportunities, ...answer }) => ({
      ...answer,
      opportunities: answer.failure === null ? opportunities.length : null,
    })),
    key,
    keptWider,
    storeFailure,
  }
}
