import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Pace } from '../../../electron/core/ports/keyspace.ts'
import type { PrimaryNode, PrimaryNodes } from '../../../electron/redis/primary-nodes.ts'
import { walkNodes, walkTrack } from '../../../electron/redis/walk.ts'
import { collect } from '../../support/test-session.ts'

const node = {} as PrimaryNode // only handed on
const nodes = { topology: 'standalone', signature: () => '', reached: () => [node] } as unknown as PrimaryNodes // one server

const still = { sleep: async () => undefined, isRising: () => false }

/** Walks three chunks. @returns the pauses asked for */
async function pausesOf(
  pace: Pace,
  serverMs: number,
  tookMs: number,
  { budgetMs = serverMs, rising = false } = {},
): Promise<number[]> {
  const pauses: number[] = []
  const around = { sleep: async (ms: number) => void pauses.push(ms), isRising: () => rising }
  const next = async (_node: PrimaryNode, cursor: string) => {
    await wait(tookMs)
    const after = Number(cursor) + 1
    return { cursor: after === 3 ? '0' : `${after}`, serverMs, budgetMs, value: after }
  }
  const options = { signal: new AbortController().signal, pace }
  expect(await collect(walkNodes(nodes, options, around, next))).toEqual([1, 2, 3])
  return pauses
}

describe('a walk', () => {
  test('leaves the server alone as long as it held it, or four times as long, or not at all', async () => {
    expect(await pausesOf('fast', 4, 0)).toEqual([])
    expect(await pausesOf('normal', 1_000, 0)).toEqual([1_000, 1_000])
    expect(await pausesOf('gentle', 1_000, 0)).toEqual([4_000, 4_000])
  })

  test('rests longer after a chunk that took more than twice its budget, at any pace', async () => {
    expect(await pausesOf('fast', 1_000, 0, { budgetMs: 500 })).toEqual([])
    expect(await pausesOf('fast', 1_000, 0, { budgetMs: 499 })).toEqual([1_000, 1_000])
    expect(await pausesOf('normal', 1_000, 0, { budgetMs: 499 })).toEqual([2_000, 2_000])
    expect(await pausesOf('gentle', 1_000, 0, { budgetMs: 499 })).toEqual([5_000, 5_000])
  })

  test('rests longer while the server answers others more slowly', async () => {
    expect(await pausesOf('fast', 1_000, 0, { rising: true })).toEqual([1_000, 1_000])
    expect(await pausesOf('normal', 1_000, 0, { rising: true })).toEqual([2_000, 2_000])
  })

  test('in several places at once they share what the pace allows', async () => {
    const pauses: number[] = []
    const around = { sleep: async (ms: number) => void pauses.push(ms), isRising: () => false }
    const next = async (cursor: string) => ({
      cursor: cursor === '7' ? '0' : '7',
      serverMs: 1_000,
      budgetMs: 1_000,
      value: 1,
    })
    const options = { signal: new AbortController().signal, pace: 'normal' as const }
    await collect(walkTrack({ start: '3', next }, options, around, 4))
    // Four tracks of a second each in eight: half of the server, as with one.
    expect(pauses).toEqual([7_000])
  })

  test('takes the time a far line needs for the pause', async () => {
    expect(await pausesOf('normal', 4, 20)).toEqual([])
  })

  test('asks for the next chunk while the last one is worked on, and for no further one', async () => {
    const asked: string[] = []
    const next = async (_node: PrimaryNode, cursor: string) => {
      asked.push(cursor)
      return { cursor: `${Number(cursor) + 1}`, serverMs: 0, budgetMs: 2, value: cursor }
    }
    const options = { signal: new AbortController().signal, pace: 'fast' as const }
    for await (const value of walkNodes(nodes, options, still, next)) {
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
      return { cursor: '7', serverMs: 0, budgetMs: 2, value: null }
    }
    const walk = walkNodes(nodes, { signal: stop.signal, pace: 'fast' }, still, next)
    await walk.next()
    stop.abort(new Error('enough'))
    await expect(collect(walk)).rejects.toThrow('enough')
    expect(asked).toBeLessThanOrEqual(2)
  })
})
