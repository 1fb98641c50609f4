import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { buildC } from './build-c.ts'
import type { TestRedisOptions } from './redis-server.ts'

const ip = (...args: string[]) => promisify(execFile)('ip', args)

/** A network of its own at the end of a long, narrow, lossy line. */
export interface SlowLine {
  readonly far: NonNullable<TestRedisOptions['network']>
  remove(): Promise<void>
}

export interface LineFacts {
  readonly roundTripMs: number
  /** Each way, of a thousand. */
  readonly lostPackets: number
  /** Each way. */
  readonly bytesPerSecond: number
}

/** @returns null where this machine does not let us: no root, no `ip`, no network namespaces, no TUN devices, no gcc */
export async function openSlowLine(facts: LineFacts): Promise<SlowLine | null> {
  const id = `pccl${process.pid % 100_000}`
  const [here, there] = [`${id}a`, `${id}b`]
  const net = `10.232.${process.pid % 256}`
  const folder = await mkdtemp(join(tmpdir(), 'pcc-line-'))
  const program = join(folder, 'slow-line')
  const ends: (() => unknown)[] = [() => rm(folder, { recursive: true })]
  const remove = async () => {
    for (const end of ends.splice(0).reverse()) await end()
  }
  try {
    if (!buildC('slow-line.c', program)) throw new Error('no gcc')
    await ip('netns', 'add', id)
    ends.push(() => ip('netns', 'del', id))
    const { roundTripMs, lostPackets, bytesPerSecond } = facts
    const args = [`/run/netns/${id}`, here, there, ...[roundTripMs / 2, lostPackets, bytesPerSecond].map(String)]
    const line = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
    const exit = once(line, 'exit')
    ends.push(() => line.stdin.end() && exit)
    const ready = await Promise.race([once(line.stdout, 'data').then(() => true), exit.then(() => false)])
    if (!ready) throw new Error('no TUN devices')
    await ip('addr', 'add', `${net}.1`, 'peer', `${net}.2`, 'dev', here)
    await ip('link', 'set', here, 'up')
    await ip('-n', id, 'addr', 'add', `${net}.2`, 'peer', `${net}.1`, 'dev', there)
    await ip('-n', id, 'link', 'set', 'lo', 'up')
    await ip('-n', id, 'link', 'set', there, 'up')
  } catch {
    await remove()
    return null
  }
  return { far: { host: `${net}.2`, enter: ['ip', 'netns', 'exec', id] }, remove }
}
