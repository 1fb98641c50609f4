import type { BenchServer, Measured } from './bench-server.ts'
import type { BenchOptions } from './options.ts'
import type { Answer } from './questions.ts'
import { judge, median, numberText, type Row, secondsText } from './row.ts'
import { startSubject } from './start-subject.ts'

/** 12 % of the keys; strings of 2 to 10 KB and a few large ones. */
const namespace = 'comprasnet'

/** Removal with a bundle and the way back, on values as the programs store them. */
export async function undoRows(server: BenchServer, { rounds }: BenchOptions): Promise<Row[]> {
  const subject = await startSubject({ port: server.redis.port, urls: {}, coverage: {} })
  const taken: { gone: Measured<Answer>; back: Measured<Answer> }[] = []
  for (let round = 0; round < rounds; round++) {
    await subject.ask({ act: 'preview', namespace })
    const gone = await server.measure(() => subject.ask({ act: 'remove', noUndo: false }))
    const back = await server.measure(() => subject.ask({ act: 'undo' }))
    taken.push({ gone, back })
  }
  subject.stop()

  const of = (read: (round: (typeof taken)[number]) => number) => median(taken.map(read))
  const goneRate = of(({ gone }) => (1_000 * gone.value.keys) / gone.wallMs)
  const backRate = of(({ back }) => (1_000 * back.value.keys) / back.wallMs)
  const keys = numberText(taken[0]?.gone.value.keys ?? 0)
  return [
    {
      what: `${keys} keys of real size saved (fsync) and deleted`,
      ours: `${numberText(goneRate)} keys/s`,
      peer: secondsText(of(({ gone }) => gone.wallMs)),
      ratio: '',
      ...judge(goneRate, { atLeast: 15_000, unit: 'keys/s' }),
    },
    {
      what: 'the same keys restored',
      ours: `${numberText(backRate)} keys/s`,
      peer: secondsText(of(({ back }) => back.wallMs)),
      ratio: '',
      ...judge(backRate, { atLeast: 30_000, unit: 'keys/s' }),
    },
  ]
}
