import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Pace } from '../../../electron/core/ports/keyspace.ts'
import type { PrimaryNode, PrimaryNodes } from '../../../electron/redis/primary-nodes.ts'
import { walkNodes } from '../../../electron/redis/walk.ts'
import { collect } from '../../support/test-session.ts'

const node = {} as PrimaryNode // only handed on
const nodes = { topology: 'standalone', signature: () => '', reached: () => [node] } as unknown as PrimaryNodes // one server

/** Walks three chunks. @returns the pauses asked for */
async function pausesOf(pace: Pace, serverMs: number, tookMs: number): Promise<number[]> {
  const pauses: number[] = []
  const sleep = async (ms: number) => void pauses.push(ms)
  const next = async (_node: PrimaryNode, cursor: string) => {
    await wait(tookMs)
    const after = Number(cursor) + 1
    return { cursor: after === 3 ? '0' : `${after}`, serverMs, value: after }
  }
  const options = { signal: new AbortController().signal, pace }
  expect(await collect(walkNodes(nodes, options, sleep, next))).toEqual([1, 2, 3])
  return pauses
}

describe('a walk', () => {
  test('leaves the server alone as long as it held it, or four times as long, or not at all', async () => {
    expect(await pausesOf('fast', 4, 0)).toEqual([])
    expect(await pausesOf('normal', 1_000, 0)).toEqual([1_000, 1_000])
    expect(await pausesOf('gentle', 1_000, 0)).toEqual([4_000, 4_000])
  })

  test('rests after a chunk that strained the server, at any pace', async () => {
    expect(await pausesOf('fast', 1_000, 0)).toEqual([1_000, 1_000])
  })

  test('takes the time a far line needs for the pause', async () => {
    expect(await pausesOf('normal', 4, 20)).toEqual([])
  })

  test('asks for the next chunk while the last one is worked on, and for no further one', async () => {
    const asked: string[] = []
    const next = async (_node: PrimaryNode, cursor: string) => {
      asked.push(cursor)
      return { cursor: `${Number(cursor) + 1}`, serverMs: 0, value: cursor }
    }
    const options = { signal: new AbortController().signal, pace: 'fast' as const }
    for await (const value of walkNodes(nodes, options, async () => undefined, next)) {
      await new Promise((resolve) => setImmediate(resolve))
      expect(asked.at(-1)).toBe(`${Number(value) + 1}`)
      if (value === '5') break
    }
    expect(asked).toHaveLength(7)
  })

  test('that is aborted asks for nothing more and says why', async () => {
    const stop = new AbortController()
    let asked = 0
    const next = async () => {
      asked++
      return { cursor: '7', serverMs: 0, value: null }
    }
    const walk = walkNodes(nodes, { signal: stop.signal, pace: 'fast' }, async () => undefined, next)
    await walk.next()
    stop.abort(new Error('enough'))
    await expect(collect(walk)).rejects.toThrow('enough')
    expect(asked).toBeLessThanOrEqual(2)
  })
})
