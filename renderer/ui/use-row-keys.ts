import { useState } from 'react'

/** By place in the list: what React knows a row's elements by. */
type RowKeys = ReadonlyMap<number, number>

/**
 * A row keeps its elements for as long as it is drawn. After a jump past all that were drawn their elements are used for
 * the new rows: to make some dozens anew takes longer than a frame.
 * @param drawn - places in the list, ascending
 */
export function useRowKeys(drawn: readonly number[]): RowKeys {
  const [keys, setKeys] = useState<RowKeys>(new Map())
  const now = keysOf(drawn, keys)
  if (now !== keys) setKeys(now)
  return now
}

function keysOf(drawn: readonly number[], former: RowKeys): RowKeys {
  const staying = drawn.filter((index) => former.has(index))
  if (staying.length === drawn.length && drawn.length === former.size) return former
  // Besides the one with the focus. Among rows that stay none is used again: React would move those that stay, and a
  // browser takes the focus from an element that is moved.
  const isJump = staying.length <= 1
  const free = isJump ? [...former].flatMap(([index, key]) => (staying.includes(index) ? [] : key)) : []
  let fresh = 1 + Math.max(0, ...former.values())
  return new Map(drawn.map((index) => [index, former.get(index) ?? free.shift() ?? fresh++]))
}
