import { useMemo } from 'react'
import type { FreshnessReport, ProviderFreshness } from '../../shared/contract/freshness.ts'
import { latest } from '../lib/load.ts'
import { selectShownConnection, useConnection } from './connection-store.ts'
import { selectFreshness, useFreshness } from './freshness-store.ts'
import { type ProviderHistory, providerHistory } from './provider-history.ts'
import { ageOf, type ProviderState, providerState } from './provider-state.ts'
import { selectRecentRuns, useRecentRuns } from './recent-runs-store.ts'
import { useNow } from './use-now.ts'

/** All that is known of one provider's daily fetch. */
export interface ProviderStanding {
  readonly report: FreshnessReport | null
  readonly freshness: ProviderFreshness | null
  readonly history: ProviderHistory
  readonly ageSeconds: number | null
  readonly state: ProviderState
}

/** @returns a function from a provider's id to its standing, renewed twice a minute */
export function useProviderStandings(): (provider: string) => ProviderStanding {
  const report = latest(useFreshness(selectFreshness))
  const runs = useRecentRuns(selectRecentRuns)
  const connection = useConnection((state) => selectShownConnection(state)?.name ?? '')
  const now = useNow(30_000)
  return useMemo(
    () => (provider) => {
      const freshness = report?.providers.find((row) => row.provider === provider) ?? null
      const history = providerHistory(freshness, runs, connection, provider)
      const ageSeconds = report && freshness ? ageOf(report, freshness, history, now) : null
      return { report, freshness, history, ageSeconds, state: providerState(freshness, history, ageSeconds) }
    },
    [report, runs, connection, now],
  )
}
