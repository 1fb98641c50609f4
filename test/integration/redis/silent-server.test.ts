import { test } from 'vitest'
import { parseCacheDay } from '../../../shared/time/cache-day.ts'
import { startRedis } from '../../support/redis-server.ts'
import { openSession } from '../../support/test-session.ts'

const start = async (onTestFinished: (act: () => Promise<void>) => void) => {
  const server = await startRedis()
  onTestFinished(() => server.stop())
  return server
}

// Each of these waits for a deadline of the product: side by side.
test.concurrent('R32: a server that stops answering is noticed while the console is idle', { timeout: 10_000 }, async ({
  expect,
  onTestFinished,
}) => {
  const server = await start(onTestFinished)
  const session = await openSession(server)
  onTestFinished(() => session.close())
  const lost = new Promise((done) => session.onLink((event) => event.kind === 'lost' && done(event)))
  server.signal('SIGSTOP')
  expect(await lost).toMatchObject({ kind: 'lost', failure: { code: 'connection_lost' } })
})

test.concurrent('R32: a write that gets no answer is unknown, not failed', { timeout: 10_000 }, async ({
  expect,
  onTestFinished,
}) => {
  const server = await start(onTestFinished)
  const session = await openSession(server)
  onTestFinished(() => session.close())
  const key = Buffer.from('pncp:search_v2:a')
  const writer = session.writer()
  await writer.restore([{ key, form: 'string', payload: Buffer.from('1'), expiresAt: null }])
  server.signal('SIGSTOP')
  await expect(writer.unlinkIfUnchanged([{ key, expiresAt: null, saved: null }])).rejects.toMatchObject({
    code: 'unknown_outcome',
  })
})

test.concurrent('R32: a server that takes the connection and says nothing ends in a timeout', {
  timeout: 10_000,
}, async ({ expect, onTestFinished }) => {
  const server = await start(onTestFinished)
  server.signal('SIGSTOP')
  await expect(openSession(server)).rejects.toMatchObject({ code: 'connect_timeout', params: { port: server.port } })
})

test.concurrent('TLS towards a server without TLS says that, not a timeout', { timeout: 10_000 }, async ({
  expect,
  onTestFinished,
}) => {
  const server = await start(onTestFinished)
  const tls = { enabled: true, verify: true, ca: null }
  await expect(openSession(server, { tls })).rejects.toMatchObject({ code: 'tls_failed' })
})

test.concurrent('R42: a commit whose answer was lost is settled when the server is back', { timeout: 20_000 }, async ({
  expect,
  onTestFinished,
}) => {
  const server = await start(onTestFinished)
  const session = await openSession(server)
  onTestFinished(() => session.close())
  const day = parseCacheDay('2026-11-23')
  if (!day) throw new Error('no day')
  const store = session.dailyFetches()
  const lock = await store.lock('pncp', day, 60_000)
  if ('heldBy' in lock) throw new Error('held')
  const lost = new Promise((done) => session.onLink((event) => event.kind === 'lost' && done(event)))
  server.signal('SIGSTOP')
  const committing = store.commit('pncp', day, [Buffer.from('{"total_opportunities": 3}')], lock)
  await lost
  server.signal('SIGCONT')
  expect(await committing).toBe('stored')
  expect(await server.cli('get', 'pncp:daily_fetch:2026-11-23')).toBe('{"total_opportunities": 3}')
  expect(Number(await server.cli('ttl', 'pncp:daily_fetch:2026-11-23'))).toBeGreaterThan(89_995)
  expect(await lock.renew()).toBe(true)
})
