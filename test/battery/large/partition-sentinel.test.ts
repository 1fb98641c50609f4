import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import type { LinkEvent } from '../../../electron/core/ports/connection.ts'
import { openLaboratory, whole } from '../../integration/invalidation/laboratory.ts'
import { notRun, tellFigure } from '../../support/battery.ts'
import { poll } from '../../support/poll.ts'
import { openPartition, type Partition } from '../../support/redis-partition.ts'
import { startSentinel } from '../../support/redis-sentinel.ts'
import type { TestRedis } from '../../support/redis-server.ts'
import { seedPncp } from '../../support/seed-pncp.ts'
import { textLike } from '../../support/some.ts'
import { testSystem } from '../../support/test-session.ts'

const keys = 80_000
/** Between two batches of a removal, so that it is still under way when the cut shows. */
const restMs = 1_000
/** Two batches, and the silence after which a question to the sentinels is given up. */
const lastQuestionMs = 7_000

const partition = await openPartition()
afterAll(() => partition?.remove())

if (partition === null) notRun('R21', 'a failover behind the cut: needs root and network namespaces')
notRun('R21', '"demoted" while cut off: nobody on this side knows it; a banner says that no sentinel confirms it')

/** Begins a removal of so many keys, cuts the cable once keys went, and waits until the far side has chosen another primary. */
async function removeBehindTheCut(cable: Partition, keys: number) {
  const lab = await startSentinel({ partition: cable })
  onTestFinished(() => lab.stop())
  const [primary] = lab.servers as [TestRedis]
  await seedPncp([primary], keys)
  await poll(async () => (await primary.cli('wait', '2', '1000')) === '2')
  const { preview, invalidation, session } = await openLaboratory(primary, {
    target: lab.target(),
    deps: { pace: async () => 'gentle' },
    sleep: (ms, signal) => testSystem.sleep(Math.max(ms, restMs), signal),
  })
  const demotions: number[] = []
  const told: LinkEvent['kind'][] = []
  session.onLink((event) => {
    told.push(event.kind)
    if (event.kind === 'lost' && event.failure.code === 'primary_demoted') demotions.push(Date.now())
  })
  const { token } = await preview(whole('pncp'))
  const cuts: Promise<void>[] = []
  const running = invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: false }, ({ books }) => {
    if (books.deleted > 0 && cuts.length === 0) cuts.push(cable.cut())
  })
  await poll(() => cuts.length > 0)
  await poll(async () => (await lab.primaryPort()) !== primary.port)
  const heirPort = await lab.primaryPort()
  const heir = lab.servers.find(({ port }) => port === heirPort) as TestRedis
  await heir.cli('config', 'resetstat')
  return { session, running, heir, demotions, told }
}

describe.runIf(partition)(
  'R21: the primary and the console are cut off during a removal, and another is chosen',
  () => {
    const cable = partition as Partition // else nothing here is run

    test('R21: nobody confirms, it stops; healed: demoted, and what stands again is counted', async (context) => {
      const { session, running, heir, demotions, told } = await removeBehindTheCut(cable, keys)
      const chosenAt = Date.now()
      await poll(async () => (await codeOf(session.verifyIdentity())) === 'primary_unconfirmed')
      // What the window shows for as long as it is so.
      await poll(() => told.at(-1) === 'unconfirmed')
      const saidMs = Date.now() - chosenAt
      expect(saidMs).toBeLessThan(15_000)

      const healedAt = Date.now()
      await cable.heal()
      const result = await running
      expect(result).toMatchObject({ ended: 'failed', failure: { code: textLike(/primary_(unconfirmed|demoted)/) } })
      const { deleted, changed, gone, failed, notAttempted, recheck } = result
      expect(deleted + changed + gone + failed + notAttempted).toBe(keys)
      expect(notAttempted).toBeGreaterThan(0)
      await poll(() => demotions.length > 0)
      const demotedMs = (demotions[0] ?? 0) - healedAt
      expect(demotedMs).toBeLessThan(15_000)
      // What was removed behind the cut stands on the server that was chosen, and is told.
      expect(recheck).toMatchObject({ checked: 1_000, standing: 1_000, server: `${heir.host}:${heir.port}` })
      // Of the console nothing is written there; its own lock, which came over by replication, it takes away.
      expect(await heir.cli('info', 'commandstats')).not.toMatch(/cmdstat_(unlink|restore|set|pexpireat):/)
      expect(Number(await heir.cli('dbsize'))).toBeGreaterThanOrEqual(keys - deleted + 1_000)
      tellFigure(
        context,
        `unconfirmed ${seconds(saidMs)} after the failover, demoted ${seconds(demotedMs)} after healing; ${deleted} of ${keys} removed, ${recheck?.standing} of the last ${recheck?.checked} told to stand again`,
      )
    })

    test('R21: one that comes to its last key soon after the cut is not called done', async () => {
      const { running, heir } = await removeBehindTheCut(cable, 8_000)
      // Its last question is answered by no sentinel; then it looks for the primary until the line is back.
      await testSystem.sleep(lastQuestionMs)
      await cable.heal()
      const result = await running
      expect(result).toMatchObject({ ended: 'failed', deleted: 8_000, notAttempted: 0 })
      expect(result.failure?.code).toBe('primary_unconfirmed')
      expect(result.recheck).toMatchObject({ checked: 1_000, standing: 1_000, server: `${heir.host}:${heir.port}` })
    })
  },
)

const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => '',
    (error: unknown) => (error as { code: string }).code, // an AppError
  )
