import { afterEach, beforeEach, expect, test } from 'vitest'
import { rowsPerPage, useKeys } from '../../../renderer/features/keys/keys-store.ts'
import type { KeyPage, KeyRow } from '../../../shared/contract/keys.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installFakeBridge()
  useKeys.setState(useKeys.getInitialState())
})
afterEach(() => bridge.remove())

const found = 1_000_000
const row = (index: number): KeyRow => ({
  index,
  key: { label: `k${index}`, base64: btoa(`k${index}`), byteLength: 1 },
  namespace: 'pncp',
  family: 'search_v2',
  state: 'present',
  type: 'string',
  bytes: 1,
  expiresAt: null,
})
const page = (number: number): KeyPage => ({
  listing: 'l',
  page: number,
  found,
  complete: true,
  full: false,
  sorted: true,
  at: 0,
  rows: Array.from({ length: rowsPerPage }, (_, at) => row(number * rowsPerPage + at)),
})

test('who flies over a million rows has a few pages read, and at last the one that is seen', async () => {
  bridge.answer('keys.list', page(0))
  bridge.answer('keys.page', ({ page: number }) => page(number))
  await useKeys.getState().search({ kind: 'all' }, { kind: 'literal', text: '' })
  const { see } = useKeys.getState()
  const jumps = 100
  for (let at = 1; at <= jumps; at++) {
    see(at * 1_000, at * 1_000 + 30)
    await new Promise((resolve) => setTimeout(resolve))
  }
  const last = Math.floor((jumps * 1_000) / rowsPerPage)
  await expect.poll(() => useKeys.getState().pages.has(last)).toBe(true)
  expect(bridge.calls.filter(({ method }) => method === 'keys.page').length).toBeLessThan(jumps / 2)
})
