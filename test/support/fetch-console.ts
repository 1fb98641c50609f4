import { createFetchRunner } from '../../electron/core/fetch/fetch-runner.ts'
import type { RedisSession } from '../../electron/core/ports/connection.ts'
import type { Provider } from '../../electron/core/ports/provider.ts'
import { createRunLog } from '../../electron/storage/run-log.ts'
import type { FetchLane, FetchRun } from '../../shared/contract/fetch.ts'
import { cacheDayOf } from '../../shared/time/cache-day.ts'
import { recordingLog } from './recording-log.ts'
import { type TestRedis, targetOf } from './redis-server.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { openSession, testSystem } from './test-session.ts'

/** The day every fetch of a test is for. */
export const today = cacheDayOf(Date.now())

export interface FetchConsole {
  readonly session: RedisSession
  readonly runner: ReturnType<typeof createFetchRunner>
  /** States of runs as the window would be told. */
  readonly published: readonly FetchRun[]
  /** Fetches all its providers for today. */
  start(): Promise<string>
  /** The same, waited for. @returns the first lane's end */
  fetch(): Promise<FetchLane>
  close(): Promise<void>
}

/** One console's runner on a real server, with the providers given and their addresses. */
export async function openFetchConsole(
  redis: Pick<TestRedis, 'port'>,
  providers: readonly Provider[],
  urls: Readonly<Record<string, string>>,
  coverage: Readonly<Record<string, readonly string[]>> = {},
): Promise<FetchConsole> {
  const session = await openSession(redis)
  const published: FetchRun[] = []
  const runner = createFetchRunner({
    providers,
    inUse: {
      enabled: async () => true,
      setup: async (id) => ({ baseUrl: urls[id] ?? '', apiKey: 'key', allowLoopback: true, coverage }),
    },
    connection: () => ({
      session,
      connectionId: 'c',
      profileId: 'p',
      name: 'test',
      kind: 'ad-hoc',
      target: targetOf(redis),
    }),
    runLog: createRunLog(temporaryFolder(), recordingLog()),
    journal: {
      append: async (entry) => ({ seq: 1, ...entry }),
    },
    publish: (event) => {
      if (event.name === 'fetch.progressed') published.push(event.payload)
    },
    system: testSystem,
    gate: { running: () => null },
  })
  const start = async () => {
    const { runId } = await runner.start({ providers: providers.map(({ id }) => id), day: today, dryRun: false })
    return runId
  }
  return {
    session,
    runner,
    published,
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
