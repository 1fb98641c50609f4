import { useConnection } from '../../renderer/connection/connection-store.ts'
import { useFreshness } from '../../renderer/connection/freshness-store.ts'
import { useHistory } from '../../renderer/connection/history-store.ts'
import { useLeftOperations } from '../../renderer/connection/left-operations-store.ts'
import { useLive } from '../../renderer/connection/live-store.ts'
import { useOperations } from '../../renderer/connection/operations-store.ts'
import { usePageActionsStore } from '../../renderer/connection/page-actions.ts'
import { useProfiles } from '../../renderer/connection/profiles-store.ts'
import { useProviders } from '../../renderer/connection/providers-store.ts'
import { useRecentRuns } from '../../renderer/connection/recent-runs-store.ts'
import { useRequestedFlow } from '../../renderer/connection/requested-flow.ts'
import { useSchedule } from '../../renderer/connection/schedule-store.ts'
import { useSettings } from '../../renderer/connection/settings-store.ts'
import { useStats } from '../../renderer/connection/stats-store.ts'
import { useServerFacts } from '../../renderer/features/overview/server-store.ts'
import { useServerTrend } from '../../renderer/features/overview/server-trend-store.ts'
import { usePolicy } from '../../renderer/features/providers/policy-store.ts'
import { useConfiguration } from '../../renderer/features/server/configuration-store.ts'
import { useServerReport } from '../../renderer/features/server/server-report-store.ts'
import { useSetting } from '../../renderer/features/server/setting-store.ts'

/** Puts every store that outlives a page back to its beginning. */
export function resetStores(): void {
  useStats.getState().forget()
  useFreshness.getState().forget()
  useLive.setState(useLive.getInitialState(), true)
  useHistory.setState(useHistory.getInitialState(), true)
  useServerFacts.getState().forget()
  useServerTrend.getState().forget()
  useServerReport.getState().forget()
  useConfiguration.getState().forget()
  useSetting.setState(useSetting.getInitialState(), true)
  useConnection.setState(useConnection.getInitialState(), true)
  useLeftOperations.setState(useLeftOperations.getInitialState(), true)
  useOperations.setState(useOperations.getInitialState(), true)
  usePageActionsStore.setState(usePageActionsStore.getInitialState(), true)
  useProfiles.setState(useProfiles.getInitialState(), true)
  useProviders.setState(useProviders.getInitialState(), true)
  useRecentRuns.setState(useRecentRuns.getInitialState(), true)
  useRequestedFlow.setState(useRequestedFlow.getInitialState(), true)
  useSchedule.setState(useSchedule.getInitialState(), true)
  usePolicy.setState(usePolicy.getInitialState(), true)
  useSettings.setState(useSettings.getInitialState(), true)
  window.location.hash = ''
}
