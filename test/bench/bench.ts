import { type BenchServer, startBenchServer } from './bench-server.ts'
import type { Dataset } from './dataset.ts'
import { deleteRows } from './delete-rows.ts'
import { farRows } from './far-rows.ts'
import { fetchRows } from './fetch-rows.ts'
import { type BenchOptions, machineText, parseOptions } from './options.ts'
import { missing, numberText, type Row, tableText } from './row.ts'
import { statsRows } from './stats-rows.ts'
import { undoRows } from './undo-rows.ts'

interface Group {
  readonly name: string
  /** What must stand on the server; null: nothing. */
  readonly dataset: (options: BenchOptions) => Dataset | null
  readonly rows: (server: BenchServer, options: BenchOptions) => Promise<Row[]>
}

const chosenValues = ({ keys, values }: BenchOptions): Dataset => ({ keys, values })

/** Groups with the same dataset follow one another and share it. */
const groups: readonly Group[] = [
  { name: 'stats', dataset: chosenValues, rows: statsRows },
  { name: 'far', dataset: chosenValues, rows: farRows },
  { name: 'undo', dataset: ({ keys }) => ({ keys, values: 'real' }), rows: undoRows },
  { name: 'delete', dataset: ({ keys }) => ({ keys, values: 'small' }), rows: deleteRows },
  { name: 'fetch', dataset: () => null, rows: fetchRows },
]

const say = (text: string) => void process.stderr.write(`${text}\n`)

async function main(): Promise<void> {
  const options = parseOptions(
    process.argv.slice(2),
    groups.map(({ name }) => name),
  )
  if (options === null) return
  const chosen = groups.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
  const rows: Row[] = []
  let server: BenchServer | null = null
  try {
    for (const group of chosen) {
      const dataset = group.dataset(options) ?? { keys: 0, values: 'small' as const }
      if (server === null || !isSame(server.dataset, dataset)) {
        await server?.stop()
        say(`writing ${numberText(dataset.keys)} keys, ${dataset.values} values …`)
        server = await startBenchServer(dataset)
      }
      say(`measuring: ${group.name} …`)
      rows.push(...(await group.rows(server, options)))
    }
    const version = /redis_version:(\S+)/.exec((await server?.client.info('server')) ?? '')?.[1] ?? '?'
    if (options.only.length === 0) {
      rows.push(missing('namespace opened: tree node to the first 200 rows', '≤ 300 ms'))
      rows.push(missing('live counters at 20,000 commands/s, share of a core', '≤ 20 %'))
    }
    process.stdout.write(`${machineText(version)}\n`)
    const { keys, values, rounds } = options
    process.stdout.write(
      `${numberText(keys)} keys, ${values} values, medians of ${rounds} rounds in turns, pace fast\n\n`,
    )
    process.stdout.write(`${tableText(rows)}\n`)
  } finally {
    await server?.stop()
  }
}

const isSame = (a: Dataset, b: Dataset) => a.keys === b.keys && a.values === b.values

await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
