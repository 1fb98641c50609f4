import { expect, test } from 'vitest'
import { obstacleOf } from '../../../renderer/features/invalidation/obstacle.ts'
import { connected, sampleConnection, sampleNow, samplePreview, sampleServer } from './samples.ts'

test('a young preview of the server that answers is confirmable', () => {
  expect(obstacleOf(samplePreview(), connected(), sampleNow + 599_999)).toBeNull()
})

test('a preview expires with its token', () => {
  expect(obstacleOf(samplePreview(), connected(), sampleNow + 600_000)).toBe('expired')
})

test('a restarted server or another database is another server', () => {
  const status = connected()
  if (status.phase !== 'connected') throw new TypeError('not connected')
  const restarted = { ...sampleConnection(), identity: { ...sampleServer, runId: 'b2' } }
  const elsewhere = { ...sampleConnection(), identity: { ...sampleServer, database: 3 } }
  expect(obstacleOf(samplePreview(), { ...status, connection: restarted }, sampleNow)).toBe('other_server')
  expect(obstacleOf(samplePreview(), { ...status, connection: elsewhere }, sampleNow)).toBe('other_server')
})

test('without a connection nothing is confirmable', () => {
  expect(obstacleOf(samplePreview(), { phase: 'none' }, sampleNow)).toBe('not_connected')
})
