import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { TestRedisOptions } from './redis-server.ts'

type Place = NonNullable<TestRedisOptions['network']>

const run = promisify(execFile)
const ip = (...args: string[]) => run('ip', args)

/** A network of its own behind one cable, which can be cut. */
export interface Partition {
  /** This side of the cable; its address stays reachable from this side when it is cut. */
  readonly near: Place
  readonly far: Place
  cut(): Promise<void>
  heal(): Promise<void>
  remove(): Promise<void>
}

/** @returns null where this machine does not let us: no root, no `ip`, no network namespaces */
export async function openPartition(): Promise<Partition | null> {
  const id = `pcc${process.pid % 100_000}`
  const [here, there] = [`${id}a`, `${id}b`]
  const net = `10.231.${process.pid % 256}`
  const remove = async () => {
    await ip('netns', 'del', id).catch(() => undefined) // takes its end of the cable with it, and so the cable
  }
  try {
    await ip('netns', 'add', id)
    await ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', id)
    await ip('addr', 'add', `${net}.1/24`, 'dev', here)
    await ip('link', 'set', here, 'up')
    await ip('-n', id, 'addr', 'add', `${net}.2/24`, 'dev', there)
    await ip('-n', id, 'link', 'set', 'lo', 'up')
    await ip('-n', id, 'link', 'set', there, 'up')
  } catch {
    await remove()
    return null
  }
  return {
    near: { host: `${net}.1`, enter: [] },
    far: { host: `${net}.2`, enter: ['ip', 'netns', 'exec', id] },
    // The other end goes down: ours keeps its address, under which the near side goes on talking to itself.
    cut: async () => void (await ip('-n', id, 'link', 'set', there, 'down')),
    heal: async () => void (await ip('-n', id, 'link', 'set', there, 'up')),
    remove,
  }
}
