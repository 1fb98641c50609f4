import { startDelayProxy } from '../support/delay-proxy.ts'
import type { BenchServer } from './bench-server.ts'
import { longestRow } from './longest-row.ts'
import type { BenchOptions } from './options.ts'
import { withOwnCore } from './own-core.ts'
import { judge, type Row, secondsText } from './row.ts'
import { startSubject } from './start-subject.ts'

const roundTripMs = 20

/** The exact pass over a line of 20 ms, once each: the line's own time is what counts. */
export async function farRows(server: BenchServer, { keys }: BenchOptions): Promise<Row[]> {
  const proxy = await startDelayProxy(server.redis.port, roundTripMs)
  try {
    const line = `exact pass over ${roundTripMs} ms round trips, per million keys`
    return await withOwnCore(server.redis.pid, async () => [
      ...(await passRows(server, proxy.port, { splitPasses: false, what: line, atMost: 30 }, keys)),
      ...(await passRows(server, proxy.port, { splitPasses: true, what: `${line}, cursors split`, atMost: 12 }, keys)),
    ])
  } finally {
    await proxy.close()
  }
}

async function passRows(
  server: BenchServer,
  port: number,
  { splitPasses, what, atMost }: { readonly splitPasses: boolean; readonly what: string; readonly atMost: number },
  keys: number,
): Promise<Row[]> {
  const subject = await startSubject({ port, urls: {}, coverage: {}, splitPasses })
  const measured = await server.measure(() => subject.ask({ act: 'stats', mode: 'exact', sampleSize: null }))
  subject.stop()
  if (measured.value.keys !== keys) throw new Error(`${measured.value.keys} keys instead of ${keys}`)
  const perMillion = (measured.value.wallMs * 1e6) / keys
  return [
    { what, ours: secondsText(perMillion), peer: '', ratio: '', ...judge(perMillion / 1_000, { atMost, unit: 's' }) },
    longestRow('longest server command of that', [measured]),
  ]
}
