import type { ConnectionTarget } from '../../shared/contract/connection.ts'
import { poll } from './poll.ts'
import type { Partition } from './redis-partition.ts'
import { startRedis, type TestRedis, type TestRedisOptions, targetOf } from './redis-server.ts'

/** One primary, two replicas, three sentinels. */
export interface TestSentinel {
  /** The primary comes first. */
  readonly servers: readonly TestRedis[]
  readonly sentinels: readonly TestRedis[]
  /** As a profile names it. */
  target(change?: Partial<ConnectionTarget>): ConnectionTarget
  /** Whom the sentinels that answer name now. @returns the port */
  primaryPort(): Promise<number>
  stop(): Promise<void>
}

export const sentinelName = 'cache-1'

export interface TestSentinelOptions {
  readonly password?: string
  readonly sentinelPassword?: string
  /** Further arguments of every server and sentinel, such as TLS. */
  readonly args?: readonly string[]
  /** TLS on every port, and nothing else. */
  readonly tls?: boolean
  /** The primary stands on the near side of it, replicas and sentinels on the far side. */
  readonly partition?: Partition
}

/** Starts real servers and sentinels and waits until each sentinel knows the others and both replicas follow. */
export async function startSentinel(options: TestSentinelOptions = {}): Promise<TestSentinel> {
  const { password, sentinelPassword, args = [], tls = false, partition } = options
  const near = partition ? { network: partition.near } : {}
  const far = partition ? { network: partition.far } : {}
  const secret = password === undefined ? [] : ['--masterauth', password]
  const server = (place: Pick<TestRedisOptions, 'network'>, more: readonly string[] = []) =>
    startRedis({
      ...place,
      tls,
      ...(password === undefined ? {} : { password }),
      args: ['--repl-diskless-sync-delay', '0', ...secret, ...args, ...more],
    })
  const primary = await server(near)
  const follow = ['--replicaof', primary.host, String(primary.port)]
  const replicas = await Promise.all([server(far, follow), server(far, follow)])
  for (const replica of replicas)
    await poll(async () => (await replica.cli('info', 'replication')).includes('master_link_status:up'))
  const lines = [
    `sentinel monitor ${sentinelName} ${primary.host} ${primary.port} 2`,
    `sentinel down-after-milliseconds ${sentinelName} 1000`,
    `sentinel failover-timeout ${sentinelName} 5000`,
    ...(password === undefined ? [] : [`sentinel auth-pass ${sentinelName} ${password}`]),
    ...(sentinelPassword === undefined
      ? []
      : [`requirepass ${sentinelPassword}`, `sentinel sentinel-pass ${sentinelPassword}`]),
  ]
  const sentinels = await Promise.all(
    [1, 2, 3].map(() =>
      startRedis({
        ...far,
        tls,
        ...(sentinelPassword === undefined ? {} : { password: sentinelPassword }),
        sentinel: lines.join('\n'),
        args,
      }),
    ),
  )
  for (const sentinel of sentinels) {
    await poll(async () => {
      const told = await sentinel.cli('sentinel', 'master', sentinelName)
      return /num-other-sentinels\n2\n/.test(told) && /num-slaves\n2\n/.test(told)
    })
  }
  return {
    servers: [primary, ...replicas],
    sentinels,
    target(change = {}) {
      const [first, ...others] = sentinels.map(({ host, port }) => ({ host, port }))
      return targetOf(first as { port: number }, {
        ...first,
        sentinel: { name: sentinelName, others, username: null },
        ...change,
      })
    },
    async primaryPort() {
      for (const sentinel of sentinels) {
        const told = await sentinel.cli('sentinel', 'get-master-addr-by-name', sentinelName).catch(() => '')
        if (told !== '') return Number(told.split('\n')[1])
      }
      throw new Error('no sentinel answers')
    },
    async stop() {
      await Promise.all([primary, ...replicas, ...sentinels].map((process) => process.stop()))
    },
  }
}
