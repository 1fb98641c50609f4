import { startDelayProxy } from '../support/delay-proxy.ts'
import type { BenchServer } from './bench-server.ts'
import { longestRow } from './longest-row.ts'
import type { BenchOptions } from './options.ts'
import { judge, type Row, secondsText } from './row.ts'
import { startSubject } from './start-subject.ts'

const roundTripMs = 20

/** The exact pass over a line of 20 ms, once: the line's own time is what counts. */
export async function farRows(server: BenchServer, { keys }: BenchOptions): Promise<Row[]> {
  const proxy = await startDelayProxy(server.redis.port, roundTripMs)
  const subject = await startSubject({ port: proxy.port, urls: {}, coverage: {} })
  const measured = await server.measure(() => subject.ask({ act: 'stats', mode: 'exact', sampleSize: null }))
  subject.stop()
  await proxy.close()
  const perMillion = (measured.value.wallMs * 1e6) / keys
  return [
    {
      what: `exact pass over ${roundTripMs} ms round trips, per million keys`,
      ours: secondsText(perMillion),
      peer: '',
      ratio: '',
      ...judge(perMillion / 1_000, { atMost: 30, unit: 's' }),
    },
    longestRow('longest server command of that', [measured]),
  ]
}
