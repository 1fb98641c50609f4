import { Redis } from 'ioredis'
import { expect } from 'vitest'
import { clientOf, openLaboratory, whole } from '../integration/invalidation/laboratory.ts'
import type { TestRedis } from './redis-server.ts'

/** Keys of `pncp` with values of so many bytes and a lifetime. */
export async function seedPaddedPncp(port: number, keys: number, bytes = 100): Promise<void> {
  const client = new Redis({ host: '127.0.0.1', port })
  for (let from = 0; from < keys; from += 5_000) {
    const pipeline = client.pipeline()
    const last = Math.min(keys, from + 5_000)
    for (let n = from; n < last; n++) pipeline.set(`pncp:search_v2:${n}`, `${n} `.padEnd(bytes, 'x'), 'EX', 80_000)
    await pipeline.exec()
  }
  client.disconnect()
}

/** Kills the server once keys went, lets it come back, and waits until the console stands on it again. */
export async function removeThroughAnOutage(redis: TestRedis, comeBack: () => Promise<TestRedis>) {
  const lab = await openLaboratory(redis)
  const { token, count } = await lab.preview(whole('pncp'))
  let killedAt = 0
  const ended = await lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: false }, ({ books }) => {
    if (killedAt > 0 || books.deleted === 0) return
    killedAt = performance.now()
    redis.signal('SIGKILL')
  })
  const stoppedMs = Math.round(performance.now() - killedAt)
  const back = await comeBack()
  const client = clientOf(back)
  await client.config('RESETSTAT')
  // The session finds its server again by itself; the operation must not.
  await untilAnswered(lab.session)
  return { lab, client, count, ended, stoppedMs }
}

/** Waits until a session has found its server again. */
export async function untilAnswered(session: { verifyIdentity(): Promise<unknown> }): Promise<void> {
  await expect
    .poll(
      () =>
        session.verifyIdentity().then(
          () => true,
          () => false,
        ),
      { timeout: 20_000 },
    )
    .toBe(true)
}

/** Commands that write, of those the server counted since its last reset. */
export async function writesSeen(client: Redis): Promise<string[]> {
  const info = await client.info('commandstats')
  return ['set', 'del', 'unlink', 'restore', 'evalsha', 'eval', 'pexpire'].filter((name) =>
    info.includes(`cmdstat_${name}:`),
  )
}
