import { join } from 'node:path'
import type { ConnectionTarget } from '../../shared/contract/connection.ts'
import type { DemoWorkspace } from '../core/ports/demo.ts'
import type { System } from '../core/ports/system.ts'
import { type AskServer, type LocalRedis, startLocalRedis } from './local-redis.ts'
import { type ReplayProvider, startReplayProvider } from './replay-provider.ts'

export interface DemoOptions {
  /** The console's data folder; the demo server gets a folder of its own inside. */
  readonly dataFolder: string
  /** Where the recorded answers lie. */
  readonly recordingsFolder: string
  readonly system: System
  readonly askServer: AskServer
}

/** Each recorded answer takes as long: pages can be seen to come, and a week of them is there within seconds. */
const latencyMs = 5

/** The embedded default: a private Redis and a loopback provider that answers with recordings, both gone with the app. */
export function createDemoWorkspace(options: DemoOptions): DemoWorkspace {
  const { dataFolder, recordingsFolder, system, askServer } = options
  let redis: LocalRedis | null = null
  let replay: ReplayProvider | null = null
  let starting: Promise<void> | null = null

  async function startBoth(signal: AbortSignal): Promise<void> {
    const folder = join(dataFolder, 'demo')
    redis ??= await startLocalRedis({ folder, randomHex: system.randomHex, askServer, signal })
    replay ??= await startReplayProvider({ recordingsFolder, latencyMs })
  }

  return {
    async start(signal) {
      starting ??= startBoth(signal).finally(() => {
        starting = null
      })
      await starting
      const running = redis as unknown as LocalRedis // startBoth resolved, so it is set
      return { target: targetOf(running.port), password: running.password }
    },
    owns: (session) => {
      const { port, runId } = session.identity()
      return redis !== null && port === redis.port && runId === redis.runId
    },
    providerUrls: () => replay?.urls ?? null,
    async stop() {
      await Promise.all([redis?.stop(), replay?.close()])
      redis = null
      replay = null
    },
  }
}

const targetOf = (port: number): ConnectionTarget => ({
  host: '127.0.0.1',
  port,
  database: 0,
  username: null,
  tls: { enabled: false, verify: true, ca: null },
  environment: 'development',
  readOnly: false,
})
