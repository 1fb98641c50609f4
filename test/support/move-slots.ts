import { Redis } from 'ioredis'
import type { TestRedis } from './redis-server.ts'

/** Moves slots with their keys from one primary to another, as `redis-cli --cluster reshard` does, slot by slot. */
export async function moveSlots(
  from: TestRedis,
  to: TestRedis,
  first: number,
  count: number,
  all: readonly TestRedis[],
): Promise<void> {
  const [source, target] = [new Redis(optionsOf(from)), new Redis(optionsOf(to))]
  const others = all.filter((node) => node !== from && node !== to).map((node) => new Redis(optionsOf(node)))
  try {
    const [sourceId, targetId] = [
      await source.call('CLUSTER', 'MYID'),
      await target.call('CLUSTER', 'MYID'),
    ] as string[]
    for (let slot = first; slot < first + count; slot++) {
      await target.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', sourceId ?? '')
      await source.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', targetId ?? '')
      for (;;) {
        const keys = (await source.call('CLUSTER', 'GETKEYSINSLOT', slot, 100)) as string[]
        if (keys.length === 0) break
        await source.call('MIGRATE', '127.0.0.1', to.port, '', 0, 5_000, 'KEYS', ...keys)
      }
      for (const node of [target, source, ...others])
        await node.call('CLUSTER', 'SETSLOT', slot, 'NODE', targetId ?? '')
    }
  } finally {
    for (const client of [source, target, ...others]) client.disconnect()
  }
}

const optionsOf = ({ port }: TestRedis) => ({ host: '127.0.0.1', port })
