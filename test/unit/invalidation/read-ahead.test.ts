import { expect, test } from 'vitest'
import { readAhead } from '../../../electron/core/invalidation/read-ahead.ts'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

test('hands out the same items in order', async () => {
  async function* source() {
    yield* [1, 2, 3]
  }
  const seen: number[] = []
  for await (const item of readAhead(source())) seen.push(item)
  expect(seen).toEqual([1, 2, 3])
})

test('works on the next item, and on no further one, while one is in hand', async () => {
  const made: number[] = []
  async function* source() {
    for (let item = 1; item <= 4; item++) {
      made.push(item)
      yield item
    }
  }
  for await (const item of readAhead(source())) {
    await turn()
    expect(made.at(-1)).toBe(Math.min(item + 1, 4))
  }
})

test('a failure comes after the items before it', async () => {
  async function* source() {
    yield 1
    throw new Error('the disk is full')
  }
  const seen: number[] = []
  const read = async () => {
    for await (const item of readAhead(source())) {
      await turn() // by now the source has failed
      seen.push(item)
    }
  }
  await expect(read()).rejects.toThrow('the disk is full')
  expect(seen).toEqual([1])
})

test('a job that is left waits for what is under way, and closes the source', async () => {
  const told: string[] = []
  async function* source() {
    try {
      yield 1
      await turn()
      told.push('second made')
      yield 2
    } finally {
      told.push('closed')
    }
  }
  for await (const _item of readAhead(source())) break
  expect(told).toEqual(['second made', 'closed'])
})
