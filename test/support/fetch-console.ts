import type { ActiveConnection } from '../../electron/core/connection/active-connection.ts'
import { createFetchRunner } from '../../electron/core/fetch/fetch-runner.ts'
import type { RedisSession } from '../../electron/core/ports/connection.ts'
import type { Provider } from '../../electron/core/ports/provider.ts'
import { createRunLog } from '../../electron/storage/run-log.ts'
import type { JournalEntry } from '../../shared/contract/activity.ts'
import type { FetchLane, FetchRun, FetchStart } from '../../shared/contract/fetch.ts'
import { cacheDayOf, cacheZone } from '../../shared/time/cache-day.ts'
import { recordingLog } from './recording-log.ts'
import { type TestRedis, targetOf } from './redis-server.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { openSession, testSystem } from './test-session.ts'

/** The day every fetch of a test is for. */
export const today = cacheDayOf(Date.now())

export interface FetchConsole {
  readonly session: RedisSession
  readonly active: ActiveConnection
  readonly runner: ReturnType<typeof createFetchRunner>
  /** States of runs as the window would be told. */
  readonly published: readonly FetchRun[]
  readonly journaled: readonly Omit<JournalEntry, 'seq'>[]
  /** Fetches all its providers for today. */
  start(ways?: Pick<FetchStart, 'follow' | 'overrideBreaker'>): Promise<string>
  /** The same, waited for. @returns the first lane's end */
  fetch(): Promise<FetchLane>
  close(): Promise<void>
}

/** One console's runner on a real server, with the providers given and their addresses. */
export async function openFetchConsole(
  redis: Pick<TestRedis, 'port' | 'host'>,
  providers: readonly Provider[],
  urls: Readonly<Record<string, string>>,
  coverage: Readonly<Record<string, readonly string[]>> = {},
): Promise<FetchConsole> {
  const session = await openSession(redis)
  const published: FetchRun[] = []
  const journaled: Omit<JournalEntry, 'seq'>[] = []
  const active: ActiveConnection = {
    session,
    connectionId: 'c',
    profileId: 'p',
    name: 'test',
    kind: 'ad-hoc',
    target: targetOf(redis),
  }
  const runner = createFetchRunner({
    providers,
    inUse: {
      enabled: async () => true,
      setup: async (id) => ({ baseUrl: urls[id] ?? '', apiKey: 'key', allowLoopback: true, coverage }),
    },
    connection: () => active,
    runLog: createRunLog(temporaryFolder(), recordingLog()),
    journal: {
      append: async (entry) => {
        journaled.push(entry)
        return { seq: journaled.length, ...entry }
      },
    },
    publish: (event) => {
      if (event.name === 'fetch.progressed') published.push(event.payload)
    },
    system: testSystem,
    gate: { running: () => null },
    dayZone: async () => cacheZone,
  })
  const start: FetchConsole['start'] = async (ways = {}) => {
    const ids = providers.map(({ id }) => id)
    const { runId } = await runner.start({ providers: ids, day: today, dryRun: false, ...ways })
    return runId
  }
  return {
    session,
    active,
    runner,
    published,
    journaled,
    start,
    async fetch() {
      const [lane] = (await runner.waitFor(await start())).lanes
      if (!lane) throw new RangeError('a run has a lane for each provider')
      return lane
    },
    async close() {
      await runner.close()
      await session.close()
    },
  }
}
