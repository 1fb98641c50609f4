import type { BenchServer, Measured } from './bench-server.ts'
import type { BenchOptions } from './options.ts'
import { withOwnCore } from './own-core.ts'
import { keysAndDel } from './peers.ts'
import type { Answer } from './questions.ts'
import { judge, median, millisecondsText, numberText, type Row, secondsText } from './row.ts'
import { startSubject } from './start-subject.ts'

/** 30 % of the keys. */
const namespace = 'pncp'

/** Preview and removal without a bundle, against KEYS and one DEL, in turns. The server's values are small. */
export const deleteRows = (server: BenchServer, options: BenchOptions): Promise<Row[]> =>
  withOwnCore(server.redis.pid, () => measuredRows(server, options))

async function measuredRows(server: BenchServer, { rounds }: BenchOptions): Promise<Row[]> {
  const subject = await startSubject({ port: server.redis.port, urls: {}, coverage: {} })
  const taken: { peer: Measured<number>; preview: Measured<Answer>; ours: Measured<Answer> }[] = []
  for (let round = 0; round < rounds; round++) {
    const peer = await server.measure(() => keysAndDel(server.client, namespace))
    await server.refill(namespace)
    const preview = await server.measure(() => subject.ask({ act: 'preview', namespace }))
    const ours = await server.measure(() => subject.ask({ act: 'remove', noUndo: true }))
    if (ours.value.keys !== peer.value) throw new Error(`deleted ${ours.value.keys}, the peer ${peer.value}`)
    await server.refill(namespace)
    taken.push({ peer, preview, ours })
  }
  subject.stop()

  const of = (read: (round: (typeof taken)[number]) => number) => median(taken.map(read))
  const slower = of(({ peer, ours }) => ours.wallMs / peer.wallMs)
  const wholeSlower = of(({ peer, preview, ours }) => (preview.wallMs + ours.wallMs) / peer.wallMs)
  const lessBlocking = of(({ peer, preview, ours }) => peer.longestMs / Math.max(preview.longestMs, ours.longestMs))
  const keys = numberText(taken[0]?.ours.value.keys ?? 0)
  return [
    {
      what: `${keys} keys: exact preview, then delete without undo, against KEYS + one DEL`,
      ours: secondsText(of(({ preview, ours }) => preview.wallMs + ours.wallMs)),
      peer: secondsText(of(({ peer }) => peer.wallMs)),
      ratio: `${numberText(wholeSlower)} ×`,
      ...judge(wholeSlower, { atMost: 1.6, unit: '×' }),
    },
    {
      what: 'the same, the delete alone',
      ours: secondsText(of(({ ours }) => ours.wallMs)),
      peer: secondsText(of(({ peer }) => peer.wallMs)),
      ratio: `${numberText(slower)} ×`,
      ...judge(slower, { atMost: 1.6, unit: '×' }),
    },
    {
      what: 'the same, longest the server is blocked',
      ours: millisecondsText(of(({ preview, ours }) => Math.max(preview.longestMs, ours.longestMs))),
      peer: millisecondsText(of(({ peer }) => peer.longestMs)),
      ratio: `${numberText(lessBlocking)} × less`,
      ...judge(lessBlocking, { atLeast: 50, unit: '× less' }),
    },
  ]
}
