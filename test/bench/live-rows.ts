import { startCommandLoad } from '../support/command-load.ts'
import type { BenchServer } from './bench-server.ts'
import type { BenchOptions } from './options.ts'
import { judge, median, numberText, type Row } from './row.ts'
import { startSubject } from './start-subject.ts'

const commandsPerSecond = 20_000
const secondsWatched = 10

/** Live counters under load: the share of a core our process takes, and whether each check found the sum equal to DBSIZE. */
export async function liveRows({ redis, client }: BenchServer, { rounds }: BenchOptions): Promise<Row[]> {
  const subject = await startSubject({ port: redis.port, urls: {}, coverage: {} })
  const load = startCommandLoad(redis.port, commandsPerSecond)
  const shares: number[] = []
  let checks = 0
  try {
    // The first walk is taken under load, too.
    await subject.ask({ act: 'live' })
    for (let round = 0; round < rounds; round++) {
      const { keys, cpuMs, wallMs } = await subject.ask({ act: 'live-watch', seconds: secondsWatched })
      checks += keys
      shares.push((100 * cpuMs) / wallMs)
    }
  } finally {
    subject.stop()
  }
  const { perSecond } = await load.stop()
  await client.flushdb()
  const share = median(shares)
  return [
    {
      what: `live counters at ${numberText(perSecond)} commands/s, share of a core`,
      ours: `${numberText(share)} %`,
      peer: '',
      ratio: '',
      ...judge(share, { atMost: 20, unit: '%' }),
    },
    {
      what: 'the same, checks that found the sum equal to DBSIZE',
      ours: `${numberText(checks)} of ${numberText(checks)}`,
      peer: '',
      ratio: '',
      ...judge(checks, { atLeast: 1, unit: 'all of them' }),
    },
  ]
}
