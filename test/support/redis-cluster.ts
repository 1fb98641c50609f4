import { startRedis, type TestRedis } from './redis-server.ts'

/** Three primaries that share the 16384 slots, without replicas. */
export interface TestCluster {
  readonly nodes: readonly TestRedis[]
  stop(): Promise<void>
}

const ranges = ['0 5460', '5461 10922', '10923 16383']

/** Starts a cluster of three real servers and waits until each says `cluster_state:ok`. */
export async function startCluster(): Promise<TestCluster> {
  const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '3000', '--cluster-require-full-coverage', 'no']
  const nodes = await Promise.all(ranges.map(() => startRedis({ args })))
  const [first] = nodes as [TestRedis, ...TestRedis[]]
  await Promise.all(
    nodes.map((node, index) => node.cli('cluster', 'addslotsrange', ...(ranges[index] ?? '').split(' '))),
  )
  for (const node of nodes.slice(1)) await first.cli('cluster', 'meet', '127.0.0.1', String(node.port))
  await Promise.all(nodes.map(waitUntilWhole))
  return {
    nodes,
    async stop() {
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}

async function waitUntilWhole(node: TestRedis): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const info = await node.cli('cluster', 'info')
    if (info.includes('cluster_state:ok') && info.includes('cluster_slots_assigned:16384')) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the cluster does not form')
}
