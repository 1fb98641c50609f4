import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { onTestFinished } from 'vitest'
import type { Pace } from '../../electron/core/ports/keyspace.ts'
import type { InvalidationProgress, InvalidationResult } from '../../shared/contract/invalidation.ts'
import { clientOf, openLaboratory, whole } from '../integration/invalidation/laboratory.ts'
import { poll } from './poll.ts'
import { startRedis } from './redis-server.ts'
import { seedPncp } from './seed-pncp.ts'

/** Three batches. */
export const keys = 12_000
export const lockKey = 'pcc:lock:{pncp}'
export const secrets = (password: string) => ({ password, sentinelPassword: null })

type Laboratory = Awaited<ReturnType<typeof openLaboratory>>

/** A console that logs in as `ops`, and another client who may change the password of that user. */
export async function openLostPassword(pace: Pace = 'fast') {
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  await redis.cli('acl', 'setuser', 'ops', 'on', '>old', '~*', '&*', '+@all')
  await seedPncp([redis], keys)
  const client = clientOf(redis)
  await client.mset('other:1', 'a', 'pncpx:1', 'b')
  const lab = await openLaboratory(
    { port: redis.port, password: 'old' },
    {
      target: { username: 'ops' },
      deps: { pace: async () => pace },
    },
  )
  return { redis, client, lab }
}

/** Everything the user does from here on needs the new password. */
export function rotate(client: Redis): Promise<unknown> {
  return client
    .pipeline()
    .call('ACL', 'SETUSER', 'ops', 'resetpass', '>new')
    .call('CLIENT', 'KILL', 'USER', 'ops')
    .exec()
}

/** Every key with its value and absolute expiry, as one hash. */
export async function picture(client: Redis): Promise<string> {
  const names = (await client.keys('*')).sort()
  const pipeline = client.pipeline()
  for (const name of names) pipeline.dumpBuffer(name).pexpiretime(name)
  const hash = createHash('sha256').update(names.join('\n'))
  for (const [, reply] of (await pipeline.exec()) ?? []) hash.update(Buffer.isBuffer(reply) ? reply : String(reply))
  return hash.digest('hex')
}

export const count = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)

export async function counted(client: Redis) {
  const stats = await client.info('commandstats')
  const writes = ['unlink', 'eval', 'evalsha', 'set', 'restore', 'pexpire', 'pexpireat', 'del']
  return {
    refused: count(stats, /cmdstat_auth:.*failed_calls=(\d+)/),
    writes: writes.reduce((sum, name) => sum + count(stats, new RegExp(`cmdstat_${name}:calls=(\\d+)`)), 0),
  }
}

/**
 * Begins a removal with an operator in front of it.
 * @param onKeysGone - done once, when the first keys went
 */
export async function beginRemoval(lab: Laboratory, onKeysGone: () => unknown) {
  const { token } = await lab.preview(whole('pncp'))
  const seen: InvalidationProgress[] = []
  let isDone = false
  const request = { token: token ?? '', confirmation: 'pncp', noUndo: false, attended: true }
  const running = lab.invalidation.run(request, (progress) => {
    seen.push(progress)
    if (isDone || progress.done || progress.books.deleted === 0) return
    isDone = true
    void onKeysGone()
  })
  return { running, seen }
}

/** One whose password is changed on the way, when it says that it waits. */
export async function pauseRemoval({ client, lab }: { readonly client: Redis; readonly lab: Laboratory }) {
  const { running, seen } = await beginRemoval(lab, () => rotate(client))
  await poll(() => seen.at(-1)?.paused !== undefined)
  return { running, seen, operationId: seen[0]?.operationId ?? '' }
}

export const balance = ({ deleted, changed, gone, failed, notAttempted }: InvalidationResult) =>
  deleted + changed + gone + failed + notAttempted
