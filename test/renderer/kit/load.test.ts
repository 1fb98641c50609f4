import { expect, test } from 'vitest'
import { idle, type Load, latest, loading, settled } from '../../../renderer/lib/load.ts'
import { failed, ok } from '../../../shared/util/result.ts'

const failure = { code: 'internal', message: '', retryable: false, params: {} } as const

test('what was known stays while a new answer is awaited, and when it fails', () => {
  const ready: Load<number> = settled(ok(1), idle)
  const again = loading(ready)
  expect(latest(again)).toBe(1)
  const lost = settled<number>(failed(failure), again)
  expect(lost).toEqual({ phase: 'failed', failure, last: 1 })
  expect(latest(lost)).toBe(1)
})

test('nothing known is null, never a value', () => {
  expect(latest(idle)).toBeNull()
  expect(latest(settled<number>(failed(failure), idle))).toBeNull()
})
