import { Redis } from 'ioredis'
import { slotOf } from '../../electron/redis/cluster-slot.ts'
import type { TestRedis } from './redis-server.ts'

export const pncpKey = (at: number) => `pncp:search_v2:${at}`

/** Writes `pncp` keys with a lifetime; in a cluster each to its own node. @param nodes - the one server, or the three of a cluster */
export async function seedPncp(nodes: readonly TestRedis[], keys: number, valueBytes = 200): Promise<void> {
  const clients = nodes.map(({ host, port, password }) => new Redis({ host, port, ...(password ? { password } : {}) }))
  try {
    const value = 'x'.repeat(valueBytes)
    const pipelines = clients.map((client) => client.pipeline())
    for (let at = 0; at < keys; at++) {
      const of = nodes.length === 1 ? 0 : nodeOf(slotOf(Buffer.from(pncpKey(at))))
      pipelines[of]?.set(pncpKey(at), value, 'EX', 80_000)
    }
    await Promise.all(pipelines.map((pipeline) => pipeline.exec()))
  } finally {
    for (const client of clients) client.disconnect()
  }
}

/** Whose slot it is among three, as `redis-cluster.ts` shares them. */
export const nodeOf = (slot: number) => (slot <= 5_460 ? 0 : slot <= 10_922 ? 1 : 2)
