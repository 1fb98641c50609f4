import type { OpenConnection } from '../../shared/contract/connection.ts'
import { consoleClient } from '../bridge/console-client.ts'
import { useConnection } from '../connection/connection-store.ts'
import { useFreshness } from '../connection/freshness-store.ts'
import { useHistory } from '../connection/history-store.ts'
import { useLeftOperations } from '../connection/left-operations-store.ts'
import { selectExact, useLive } from '../connection/live-store.ts'
import { useOperations } from '../connection/operations-store.ts'
import { useProfiles } from '../connection/profiles-store.ts'
import { useProviders } from '../connection/providers-store.ts'
import { useRecentRuns } from '../connection/recent-runs-store.ts'
import { useSchedule } from '../connection/schedule-store.ts'
import { useSettings } from '../connection/settings-store.ts'
import { useStats } from '../connection/stats-store.ts'
import { useActivity } from '../features/activity/activity-store.ts'
import { useKeys } from '../features/keys/keys-store.ts'
import { useServerFacts } from '../features/overview/server-store.ts'
import { useServerTrend } from '../features/overview/server-trend-store.ts'
import { useConfiguration } from '../features/server/configuration-store.ts'
import { useServerReport } from '../features/server/server-report-store.ts'

/** Reads again what the screens show of the cache. */
export function refreshAll(): void {
  if (useConnection.getState().status.phase !== 'connected') return
  refreshLight()
  void useStats.getState().refresh()
}

/** Everything that costs the server next to nothing. */
function refreshLight(): void {
  void useFreshness.getState().refresh()
  void useRecentRuns.getState().refresh()
  void useSchedule.getState().refresh()
  void useLeftOperations.getState().refresh()
  void useServerFacts.getState().refresh()
  void useServerTrend.getState().refresh()
}

/**
 * The one place where a word of main leads to a new question: connecting reads everything, another server forgets
 * everything, an ended fetch or a removal reads what it may have changed.
 * @returns the function that ends all of it
 */
export function followMain(): () => void {
  const ends = [
    useConnection.getState().start(),
    useSettings.getState().start(),
    useProviders.getState().start(),
    useStats.getState().start(),
    useLive.getState().start(),
    useOperations.getState().start(),
    useSchedule.getState().start(),
    followServer(),
    consoleClient.onEvent('keyspace.changed', () => {
      refreshAll()
      void useActivity.getState().readBundles()
    }),
    consoleClient.onEvent('fetch.progressed', (run) => {
      if (run.endedAt !== null) refreshAll()
    }),
    refreshOnInterval(),
  ]
  void useProfiles.getState().refresh()
  void useLeftOperations.getState().refresh()
  return () => {
    for (const end of ends) end()
  }
}

/** Who may not is not asked: each refusal would stand in the server's own log of them. */
const mayReadSettings = ({ capabilities }: OpenConnection) =>
  capabilities.some(({ command, allowed }) => command === 'CONFIG GET' && allowed === true)

function followServer(): () => void {
  let shown = ''
  let lastConnected = ''
  return useConnection.subscribe(({ status }) => {
    if (status.phase !== 'connected') return
    const { connection, serverChanged, since } = status
    const { runId, host, port, database } = connection.identity
    const server = JSON.stringify([connection.profileId, runId, host, port, database])
    // Each "connected" is news once: `since` tells a reconnect from a repetition, after which nothing would be read again.
    const connectedAt = `${server} ${since}`
    if (connectedAt === lastConnected) return
    lastConnected = connectedAt
    if (server !== shown || serverChanged) {
      useFreshness.getState().forget()
      useServerFacts.getState().forget()
      useServerTrend.getState().forget()
      useServerReport.getState().forget()
      useConfiguration.getState().forget()
      useStats.getState().forget()
      useHistory.getState().forget()
      useKeys.getState().forgetLately()
    }
    shown = server
    refreshAll()
    if (mayReadSettings(connection)) void useConfiguration.getState().refresh()
    void useActivity.getState().readBundles()
  })
}

/** While the counts are live, a pass only renews memory and lifetimes: that has time. */
const livePassEveryMs = 10 * 60_000

function refreshInTurn(): void {
  if (useConnection.getState().status.phase !== 'connected') return
  const { report } = useStats.getState()
  const recent = report?.complete === true && Date.now() - report.at < livePassEveryMs
  if (recent && selectExact(useLive.getState())) refreshLight()
  else refreshAll()
}

function refreshOnInterval(): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  let every = 0
  const follow = (seconds: number) => {
    if (seconds === every) return
    every = seconds
    clearInterval(timer)
    // A window nobody sees asks nothing of the server.
    if (seconds > 0) timer = setInterval(() => !document.hidden && refreshInTurn(), seconds * 1_000)
  }
  const end = useSettings.subscribe(({ settings }) => follow(settings?.refreshSeconds ?? 0))
  return () => {
    end()
    clearInterval(timer)
  }
}
