import type { BenchServer, Measured } from './bench-server.ts'
import { longestRow } from './longest-row.ts'
import type { BenchOptions } from './options.ts'
import { withOwnCore } from './own-core.ts'
import type { Answer } from './questions.ts'
import type { Row } from './row.ts'
import { startSubject } from './start-subject.ts'

/** 12 % of the keys; strings of 2 to 10 KB and a few of up to 2 MB. */
const namespace = 'comprasnet'

/** The longest command of each thing that walks or changes very many keys, by the server's own clock. */
export function longestRows({ redis, measure }: BenchServer, { rounds }: BenchOptions): Promise<Row[]> {
  return withOwnCore(redis.pid, async () => {
    const subject = await startSubject({ port: redis.port, urls: {}, coverage: {} })
    const taken: Readonly<Record<'pass' | 'preview' | 'gone' | 'back', Measured<Answer>>>[] = []
    for (let round = 0; round < rounds; round++) {
      const pass = await measure(() => subject.ask({ act: 'stats', mode: 'exact', sampleSize: null }))
      const preview = await measure(() => subject.ask({ act: 'preview', namespace }))
      const gone = await measure(() => subject.ask({ act: 'remove', noUndo: false }))
      const back = await measure(() => subject.ask({ act: 'undo' }))
      taken.push({ pass, preview, gone, back })
    }
    subject.stop()
    const row = (what: string, kind: keyof (typeof taken)[number]) =>
      longestRow(
        what,
        taken.map((round) => round[kind]),
      )
    return [
      row('longest server command of an exact pass', 'pass'),
      row('longest server command of a preview', 'preview'),
      row('longest server command of the save and delete', 'gone'),
      row('longest server command of the restore', 'back'),
    ]
  })
}
