import type { BenchServer } from './bench-server.ts'
import type { BenchOptions } from './options.ts'
import type { Answer, Question } from './questions.ts'
import { judge, median, millisecondsText, numberText, type Row } from './row.ts'
import { startSubject } from './start-subject.ts'

const mebibyte = 1024 * 1024
/** 6 % of the keys: most of what a SCAN meets is somebody else's. */
const namespace = 'govbr'

/** How soon an operator sees something: the first figures, and the first page of a namespace. */
export async function openRows({ redis }: BenchServer, { rounds }: BenchOptions): Promise<Row[]> {
  const subject = await startSubject({ port: redis.port, urls: {}, coverage: {} })
  const first = await take(rounds, () => subject.ask({ act: 'first-figures' }))
  const opened = await take(rounds, () => subject.ask({ act: 'open-namespace', namespace } satisfies Question))
  subject.stop()
  const odd = opened.find(({ keys }) => keys !== 200)
  if (odd) throw new Error(`a page of ${odd.keys} rows`)
  const largest = Math.max(...[...first, ...opened].map(({ messageBytes }) => messageBytes)) / mebibyte
  return [
    timeRow('first figures after connecting: INFO, DBSIZE, first report of the exact pass', first),
    timeRow('namespace opened: tree node to the first 200 rows', opened),
    {
      what: 'largest message of those to the page',
      ours: `${numberText(largest)} MiB`,
      peer: '',
      ratio: '',
      ...judge(largest, { atMost: 4, unit: 'MiB' }),
    },
  ]
}

/** Once unmeasured: the code of the act is compiled. */
async function take(rounds: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  await ask()
  const taken: Answer[] = []
  for (let round = 0; round < rounds; round++) taken.push(await ask())
  return taken
}

function timeRow(what: string, taken: readonly Answer[]): Row {
  const ms = median(taken.map(({ wallMs }) => wallMs))
  return { what, ours: millisecondsText(ms), peer: '', ratio: '', ...judge(ms, { atMost: 300, unit: 'ms' }) }
}
