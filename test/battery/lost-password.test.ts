import { expect, test } from 'vitest'
import type { UndoProgress } from '../../shared/contract/undo.ts'
import { whole } from '../integration/invalidation/laboratory.ts'
import { tellFigure } from '../support/battery.ts'
import {
  balance,
  count,
  counted,
  keys,
  openLostPassword,
  pauseRemoval,
  picture,
  rotate,
  secrets,
} from '../support/lost-password.ts'
import { poll } from '../support/poll.ts'

test('R30: a removal whose password is changed waits, tries nothing, and goes on when it is told to', async (context) => {
  const { client, lab } = await openLostPassword('gentle')
  const before = await picture(client)
  const { running, seen, operationId } = await pauseRemoval({ client, lab })
  expect(seen.at(-1)).toMatchObject({ paused: { code: 'auth_failed', params: { user: 'ops' } }, done: false })
  const heldOn = seen.at(-1)?.books
  expect(heldOn?.failed).toBe(0)
  expect(heldOn?.notAttempted).toBeGreaterThan(0)
  const paused = await counted(client)
  expect(paused.refused).toBe(1)

  // Going on without a connection is refused by itself, and another wrong password is one more attempt.
  lab.invalidation.resume(operationId)
  await poll(() => seen.at(-1)?.paused?.code === 'connection_lost')
  await expect(lab.session.logIn(secrets('guess'))).rejects.toMatchObject({ code: 'auth_failed' })
  expect(await counted(client)).toEqual({ refused: 2, writes: paused.writes })

  // The operator comes back an hour later: at this pace a batch is followed by a rest of four times what it took.
  lab.clock.aheadMs += 3_600_000
  await lab.session.logIn(secrets('new'))
  expect(lab.session.identity().runId).toBe((await lab.session.verifyIdentity()).runId)
  // A round of the watchdog: what resumed by itself would have written by then.
  const pings = async () => count(await client.info('commandstats'), /cmdstat_ping:calls=(\d+)/)
  const from = await pings()
  await poll(async () => (await pings()) > from)
  expect(await counted(client)).toEqual({ refused: 2, writes: paused.writes })
  expect(seen.at(-1)?.books).toEqual(heldOn)

  lab.invalidation.resume(operationId)
  const result = await running
  expect(result).toMatchObject({ ended: 'done', deleted: keys, failed: 0, notAttempted: 0, failure: null })
  expect(await client.dbsize()).toBe(2)
  const { entries } = await lab.journal.read(20)
  const steps = entries.map(({ what }) => what.replace('invalidation.', '')).reverse()
  expect(steps.slice(steps.indexOf('begin')).filter((step) => step !== 'batch')).toEqual([
    'begin',
    'pause',
    'resume',
    'end',
  ])
  expect(await lab.restore(result.bundle ?? '')).toMatchObject({ ended: 'done', restored: keys })
  expect(await picture(client)).toEqual(before)
  tellFigure(
    context,
    `paused after ${heldOn?.deleted} of ${keys}, 1 attempt, 0 writes until told; ${result.deleted} removed`,
  )
}, 60_000)

test('R30: an undo waits and goes on as well', async (context) => {
  const { client, lab } = await openLostPassword()
  const before = await picture(client)
  const removed = await lab.invalidate(whole('pncp'))
  const seen: UndoProgress[] = []
  const rotating: Promise<unknown>[] = []
  const request = { bundle: removed.bundle ?? '', retarget: null, attended: true }
  const running = lab.undo.run(request, (progress) => {
    seen.push(progress)
    if (!progress.done && progress.books.restored > 0 && rotating.length === 0) rotating.push(rotate(client))
  })
  await poll(() => seen.at(-1)?.paused !== undefined)
  const heldOn = seen.at(-1)?.books
  expect(heldOn?.notAttempted).toBeGreaterThan(0)
  expect((await counted(client)).refused).toBe(1)
  await lab.session.logIn(secrets('new'))
  lab.undo.resume(seen[0]?.operationId ?? '')
  expect(await running).toMatchObject({ ended: 'done', restored: keys, keptNewer: 0, failed: 0, notAttempted: 0 })
  expect(await picture(client)).toEqual(before)
  tellFigure(context, `paused after ${heldOn?.restored} of ${keys}, all back`)
}, 60_000)

test('R30: without an operator it ends with its books, after one attempt', async () => {
  const { client, lab } = await openLostPassword()
  const { token } = await lab.preview(whole('pncp'))
  const rotating: Promise<unknown>[] = []
  const result = await lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: false }, (progress) => {
    expect(progress.paused).toBeUndefined()
    if (!progress.done && progress.books.deleted > 0 && rotating.length === 0) rotating.push(rotate(client))
  })
  expect(result.ended).toBe('failed')
  expect(balance(result)).toBe(keys)
  expect(result.notAttempted).toBeGreaterThan(0)
  await poll(async () => (await counted(client)).refused > 0)
  expect((await counted(client)).refused).toBe(1)
}, 60_000)
