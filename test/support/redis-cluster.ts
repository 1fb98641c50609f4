import { poll } from './poll.ts'
import { startRedis, type TestRedis, type TestRedisOptions } from './redis-server.ts'

/** Three primaries that share the 16384 slots. */
export interface TestCluster {
  readonly nodes: readonly TestRedis[]
  /** The replica of the node of the same number, where replicas were asked for. */
  readonly replicas: readonly TestRedis[]
  stop(): Promise<void>
}

const ranges = ['0 5460', '5461 10922', '10923 16383']

export interface TestClusterOptions {
  /** Further arguments of the node of that number. */
  readonly argsOf?: (node: number) => readonly string[]
  /** TLS on every port, and nothing else. */
  readonly tls?: boolean
  /** One replica for each. */
  readonly replicas?: boolean
  /** Its nodes are another program's. */
  readonly program?: TestRedisOptions['program']
}

/** Starts a cluster of three real servers and waits until each says `cluster_state:ok`. */
export async function startCluster(options: TestClusterOptions = {}): Promise<TestCluster> {
  const { argsOf, tls = false, replicas: withReplicas = false, program } = options
  const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '3000', '--cluster-require-full-coverage', 'no']
  const start = (at: number) =>
    startRedis({ tls, args: [...args, ...(argsOf?.(at) ?? [])], ...(program === undefined ? {} : { program }) })
  const nodes = await Promise.all(ranges.map((_, at) => start(at)))
  const [first] = nodes as [TestRedis, ...TestRedis[]]
  await Promise.all(
    nodes.map((node, index) => node.cli('cluster', 'addslotsrange', ...(ranges[index] ?? '').split(' '))),
  )
  for (const node of nodes.slice(1)) await first.cli('cluster', 'meet', '127.0.0.1', String(node.port))
  await Promise.all(nodes.map(waitUntilWhole))
  const replicas = withReplicas ? await Promise.all(nodes.map((node, at) => addReplica(node, () => start(at)))) : []
  return {
    nodes,
    replicas,
    async stop() {
      await Promise.all([...nodes, ...replicas].map((node) => node.stop()))
    },
  }
}

async function addReplica(primary: TestRedis, start: () => Promise<TestRedis>): Promise<TestRedis> {
  const replica = await start()
  await replica.cli('cluster', 'meet', '127.0.0.1', String(primary.port))
  const id = await primary.cli('cluster', 'myid')
  await poll(async () => (await replica.cli('cluster', 'nodes')).includes(id))
  await poll(async () => (await replica.cli('cluster', 'replicate', id).catch(() => '')) === 'OK')
  await poll(async () => (await replica.cli('info', 'replication')).includes('master_link_status:up'))
  return replica
}

function waitUntilWhole(node: TestRedis): Promise<void> {
  return poll(async () => {
    const info = await node.cli('cluster', 'info')
    return info.includes('cluster_state:ok') && info.includes('cluster_slots_assigned:16384')
  })
}
