import type { BenchServer, Measured } from './bench-server.ts'
import type { BenchOptions } from './options.ts'
import { memkeys } from './peers.ts'
import { startPinger } from './pinger.ts'
import type { Answer } from './questions.ts'
import { judge, median, millisecondsText, numberText, type Row, secondsText } from './row.ts'
import { startSubject } from './start-subject.ts'

const mebibyte = 1024 * 1024

/** From this many keys on, if they are small, the peer falls behind further. Source: performance notes. */
const manyKeys = 5_000_000

/** The exact pass against `redis-cli --memkeys`, and exact counts against the exact pass, in turns. */
export async function statsRows(server: BenchServer, { rounds, keys, values }: BenchOptions): Promise<Row[]> {
  const { port } = server.redis
  const subject = await startSubject({ port, urls: {}, coverage: {} })
  const exact = { act: 'stats', mode: 'exact', sampleSize: null } as const
  const counts = { act: 'stats', mode: 'sample', sampleSize: 1 } as const
  const taken: { peer: Measured<void>; ours: Measured<Answer>; counted: Measured<Answer>; pingMs: number }[] = []
  // Both sides once unmeasured: scripts are known to the server and compiled by the other process.
  await subject.ask(exact)
  const idlePings = await startPinger(port)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  const idleMs = idlePings.stop()
  for (let round = 0; round < rounds; round++) {
    const peer = await server.measure(() => memkeys(port))
    const ours = await server.measure(() => subject.ask(exact))
    const counted = await server.measure(() => subject.ask(counts))
    const pings = await startPinger(port)
    await subject.ask(exact)
    taken.push({ peer, ours, counted, pingMs: pings.stop() })
  }
  subject.stop()

  const of = (read: (round: (typeof taken)[number]) => number) => median(taken.map(read))
  const perMillion = (read: (round: (typeof taken)[number]) => number) => (of(read) * 1e6) / keys
  const faster = of(({ peer, ours }) => peer.wallMs / ours.wallMs)
  const serverShare = of(({ peer, ours }) => ours.serverCpuMs / peer.serverCpuMs)
  const clientMs = perMillion(({ ours }) => ours.value.cpuMs)
  const grown = Math.max(...taken.map(({ ours }) => ours.value.grownBytes)) / mebibyte
  const countsFaster = of(({ ours, counted }) => ours.wallMs / counted.wallMs)
  const pingMs = of((round) => round.pingMs)
  const wish = keys >= manyKeys && values === 'small' ? 3.5 : 2.5
  return [
    {
      what: 'exact pass against redis-cli --memkeys, time',
      ours: secondsText(of(({ ours }) => ours.wallMs)),
      peer: secondsText(of(({ peer }) => peer.wallMs)),
      ratio: `${numberText(faster)} × faster`,
      ...judge(faster, { atLeast: wish, unit: '×' }),
    },
    {
      what: 'the same, processor time of the server',
      ours: secondsText(of(({ ours }) => ours.serverCpuMs)),
      peer: secondsText(of(({ peer }) => peer.serverCpuMs)),
      ratio: `${numberText(serverShare)} ×`,
      ...judge(serverShare, { atMost: 0.65, unit: '×' }),
    },
    {
      what: 'our process in an exact pass, processor time per million keys',
      ours: secondsText(clientMs),
      peer: '',
      ratio: '',
      ...judge(clientMs / 1_000, { atMost: 1, unit: 's' }),
    },
    {
      what: 'our process in an exact pass, memory over idle',
      ours: `${numberText(grown)} MiB`,
      peer: '',
      ratio: '',
      ...judge(grown, { atMost: 80, unit: 'MiB' }),
    },
    {
      what: "another client's PING during it, p99, against idle",
      ours: millisecondsText(pingMs),
      peer: millisecondsText(idleMs),
      ratio: `+${numberText(Math.max(0, pingMs - idleMs))} ms`,
      ...judge(pingMs - idleMs, { atMost: 3, unit: 'ms more' }),
    },
    {
      what: 'exact counts only (pcc stats --sample 1) against the exact pass',
      ours: secondsText(of(({ counted }) => counted.wallMs)),
      peer: secondsText(of(({ ours }) => ours.wallMs)),
      ratio: `${numberText(countsFaster)} × faster`,
      ...judge(countsFaster, { atLeast: 2.2, unit: '×' }),
    },
  ]
}
