import { expect, test } from 'vitest'
import { bytesOf, PayloadBuilder } from '../../../electron/core/fetch/payload-builder.ts'
import { maxPayloadBytes } from '../../../shared/keys/daily-fetch-limits.ts'
import { opportunity } from './fetch-rig.ts'

test('a payload over its limit is refused while it grows', () => {
  const payload = new PayloadBuilder('pncp', 2_000)
  const add = () => payload.add([opportunity('1')])
  add()
  expect(() => Array.from({ length: 10 }, add)).toThrow(/exceeds/)
  expect(maxPayloadBytes).toBe(256 * 1024 * 1024)
})

test('an empty payload is whole JSON', () => {
  const chunks = new PayloadBuilder('govbr').finish('2026-09-22T06:00:00')
  const text = Buffer.concat(chunks).toString('utf8')
  expect(text).toBe('{"provider": "govbr", "fetch_date": "2026-09-22T06:00:00", "total_opportunities": 0, "data": []}')
  expect(bytesOf(chunks)).toBe(text.length)
})
