import { Redis } from 'ioredis'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { type Dataset, writeDataset } from './dataset.ts'

/** A server of the bench alone, filled with a dataset, and what it says about itself. */
export interface BenchServer {
  readonly redis: TestRedis
  readonly client: Redis
  readonly dataset: Dataset
  /** Puts the keys of one namespace back as they were. */
  refill(namespace: string): Promise<void>
  /** Runs `act` and measures it from outside and by the server's own clocks. */
  measure<T>(act: () => Promise<T>): Promise<Measured<T>>
  stop(): Promise<void>
}

export interface Measured<T> {
  readonly value: T
  readonly wallMs: number
  /** User and system time of the server's process. */
  readonly serverCpuMs: number
  /** The longest single command, by the server's own latency tracking. */
  readonly longestMs: number
  readonly longestCommand: string
  /** The longest of the commands that need a microsecond: what the machine, not the command, took. */
  readonly noiseMs: number
}

export async function startBenchServer(dataset: Dataset): Promise<BenchServer> {
  const redis = await startRedis({ args: ['--latency-tracking-info-percentiles', '100'] })
  const client = new Redis({ host: '127.0.0.1', port: redis.port })
  await writeDataset(client, dataset)
  return {
    redis,
    client,
    dataset,
    async refill(namespace) {
      await writeDataset(client, dataset, namespace)
    },
    async measure(act) {
      await client.config('RESETSTAT')
      const cpuBefore = await cpuMsOf(client)
      const startedAt = performance.now()
      const value = await act()
      const wallMs = performance.now() - startedAt
      return {
        value,
        wallMs,
        serverCpuMs: (await cpuMsOf(client)) - cpuBefore,
        ...longestIn(await client.info('latencystats')),
      }
    },
    async stop() {
      client.disconnect()
      await redis.stop()
    },
  }
}

async function cpuMsOf(client: Redis): Promise<number> {
  const info = await client.info('cpu')
  const seconds = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(info)?.[1])
  return 1_000 * (seconds('used_cpu_user') + seconds('used_cpu_sys'))
}

const trivial: ReadonlySet<string> = new Set(['ping', 'time', 'pttl', 'pexpiretime', 'type', 'dbsize'])

/** `latency_percentiles_usec_<command>:p100=<microseconds>`; the bench's own bookkeeping does not count. */
function longestIn(info: string): Pick<Measured<unknown>, 'longestMs' | 'longestCommand' | 'noiseMs'> {
  let longest = { longestMs: 0, longestCommand: '' }
  let noiseMs = 0
  for (const [, command = '', micros] of info.matchAll(/^latency_percentiles_usec_(\S+?):p100=([\d.]+)/gm)) {
    const ms = Number(micros) / 1_000
    if (trivial.has(command)) noiseMs = Math.max(noiseMs, ms)
    if (!/^(info|config)/.test(command) && ms > longest.longestMs) longest = { longestMs: ms, longestCommand: command }
  }
  return { ...longest, noiseMs }
}
