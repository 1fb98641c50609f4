import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { LinkEvent } from '../../../electron/core/ports/connection.ts'
import { openLaboratory, whole } from '../../integration/invalidation/laboratory.ts'
import { tellFigure } from '../../support/battery.ts'
import { poll } from '../../support/poll.ts'
import { startSentinel, type TestSentinel } from '../../support/redis-sentinel.ts'
import type { TestRedis } from '../../support/redis-server.ts'
import { pncpKey, seedPncp } from '../../support/seed-pncp.ts'
import { textLike } from '../../support/some.ts'

const keys = 60_000
let lab: TestSentinel

beforeEach(async () => {
  lab = await startSentinel()
  await seedPncp([primary()], keys)
  await poll(async () => (await primary().cli('wait', '2', '1000')) === '2')
})
afterEach(() => lab.stop())

const primary = () => lab.servers[0] as TestRedis
const serverAt = (port: number) => lab.servers.find((server) => server.port === port) as TestRedis

async function open() {
  const target = lab.target()
  const console_ = await openLaboratory(target, { target })
  const events: { readonly event: LinkEvent; readonly at: number }[] = []
  console_.session.onLink((event) => events.push({ event, at: Date.now() }))
  return { ...console_, events }
}

/** Milliseconds from the kill until the console stood on the new primary. */
async function untilBack(events: Awaited<ReturnType<typeof open>>['events'], killedAt: number): Promise<number> {
  await poll(() => events.some(({ event }) => event.kind === 'back'))
  return (events.find(({ event }) => event.kind === 'back')?.at ?? 0) - killedAt
}

/**
 * Watches the replicas from here on. A lock of the console's own, which came over by replication, it may take away.
 * @returns what else was written to one of them by anybody but its former primary
 */
async function watchWrites(): Promise<(heir: TestRedis) => Promise<string[]>> {
  const former = `127.0.0.1:${primary().port}`
  const seen = new Map<number, string[]>()
  for (const { port } of lab.servers.slice(1)) {
    const client = new Redis({ host: '127.0.0.1', port })
    const monitor = await client.monitor()
    onTestFinished(() => {
      monitor.disconnect()
      client.disconnect()
    })
    const commands: string[] = []
    seen.set(port, commands)
    monitor.on('monitor', (_time: string, args: string[], source: string) => {
      if (source === former || source === 'lua' || args.some((arg) => arg.startsWith('pcc:lock:'))) return
      commands.push((args[0] ?? '').toLowerCase())
    })
  }
  return async (heir) => {
    const commands = seen.get(heir.port) ?? []
    // A command of our own marks the end: what was sent before it has been seen by then.
    await heir.cli('echo', 'end')
    await poll(() => commands.includes('echo'))
    return commands.filter((name) => ['set', 'restore', 'unlink', 'del', 'eval', 'evalsha', 'pexpireat'].includes(name))
  }
}

describe('R20: the primary is killed', () => {
  test('R20: during the preview: it is void, and the console stands on the new primary', async (context) => {
    const { preview, session, events } = await open()
    const taking = preview(whole('pncp'))
    const killedAt = Date.now()
    primary().signal('SIGKILL')
    await expect(taking).rejects.toMatchObject({
      code: textLike(/connection_lost|primary_demoted|incomplete/),
    })
    const tookMs = await untilBack(events, killedAt)
    expect(tookMs).toBeLessThan(15_000)
    expect(session.identity()).toMatchObject({ port: await lab.primaryPort(), role: 'primary' })
    expect((await preview(whole('pncp'))).count).toBe(keys)
    tellFigure(context, `back after ${(tookMs / 1_000).toFixed(1)} s`)
  })

  test('R20: a preview taken before the failover is void after it', async () => {
    const { preview, invalidation, events } = await open()
    const { token } = await preview(whole('pncp'))
    primary().signal('SIGKILL')
    await untilBack(events, Date.now())
    const writesTo = await watchWrites()
    const run = invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: false }, () => undefined)
    await expect(run).rejects.toMatchObject({ code: 'token_invalid' })
    expect(await writesTo(serverAt(await lab.primaryPort()))).toEqual([])
  })

  test('R20: during the removal: it stops, nothing is written to the new primary, lost removals are counted', async (context) => {
    const { preview, invalidation, session, events } = await open()
    const { token, count } = await preview(whole('pncp'))
    let killedAt = 0
    const writesTo = await watchWrites()
    const result = await invalidation.run(
      { token: token ?? '', confirmation: 'pncp', noUndo: false },
      ({ books, done }) => {
        if (killedAt > 0 || done || books.deleted === 0) return
        killedAt = Date.now()
        primary().signal('SIGKILL')
      },
    )
    expect(killedAt).toBeGreaterThan(0)
    expect(result.ended).toBe('failed')
    const { deleted, changed, gone, failed, notAttempted, recheck } = result
    expect(deleted + changed + gone + failed + notAttempted).toBe(count)
    expect(notAttempted).toBeGreaterThan(0)
    const tookMs = await untilBack(events, killedAt)
    expect(tookMs).toBeLessThan(15_000)
    const heir = serverAt(await lab.primaryPort())
    expect(session.identity().port).toBe(heir.port)
    expect(await writesTo(heir)).toEqual([])
    expect(recheck?.checked).toBe(Math.min(1_000, deleted))
    const standing = await heir.cli('dbsize')
    expect(recheck?.server).toBe(`127.0.0.1:${heir.port}`)
    expect(Number(standing)).toBeGreaterThanOrEqual(count - deleted)
    tellFigure(
      context,
      `back after ${(tookMs / 1_000).toFixed(1)} s; ${deleted} of ${count} removed, ${recheck?.standing} of ${recheck?.checked} of them stand again`,
    )
  })

  test('R20: during the undo: it stops, and a second one on the new primary ends it', async (context) => {
    const { preview, invalidation, undo, events } = await open()
    const { token } = await preview(whole('pncp'))
    const removed = await invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: false }, () => undefined)
    expect(removed.deleted).toBe(keys)
    await primary().cli('wait', '2', '2000')
    const running = undo.run({ bundle: removed.bundle ?? '', retarget: null }, () => undefined)
    await poll(async () => Number(await primary().cli('dbsize')) > 0)
    const killedAt = Date.now()
    primary().signal('SIGKILL')
    const first = await running
    expect(first.ended).toBe('failed')
    const { restored, expired, keptNewer, damaged, failed, notAttempted, saved } = first
    expect(restored + expired + keptNewer + damaged + failed + notAttempted).toBe(saved)
    const tookMs = await untilBack(events, killedAt)
    expect(tookMs).toBeLessThan(15_000)
    const second = await undo.run({ bundle: removed.bundle ?? '', retarget: null }, () => undefined)
    expect(second).toMatchObject({ ended: 'done', failed: 0, notAttempted: 0 })
    const heir = serverAt(await lab.primaryPort())
    expect(Number(await heir.cli('dbsize'))).toBe(keys)
    expect(Number(await heir.cli('ttl', pncpKey(0)))).toBeGreaterThan(70_000)
    tellFigure(context, `back after ${(tookMs / 1_000).toFixed(1)} s; ${restored} restored before, all ${keys} after`)
  })
})
