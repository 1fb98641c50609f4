import { loadavg } from 'node:os'
import { type BenchServer, startBenchServer } from './bench-server.ts'
import type { Dataset } from './dataset.ts'
import { type Group, groups } from './groups.ts'
import { type BenchOptions, machineText, parseOptions } from './options.ts'
import { failed, numberText, type Row, tableText } from './row.ts'

const say = (text: string) => void process.stderr.write(`${text}\n`)

async function main(): Promise<void> {
  const options = parseOptions(
    process.argv.slice(2),
    groups.map(({ name }) => name),
  )
  if (options === null) return
  const { only, keys, values, rounds } = options
  const rows: Row[] = []
  let server: BenchServer | null = null
  let version = '?'
  try {
    for (const group of groups.filter(({ name }) => only.length === 0 || only.includes(name))) {
      server = await serverFor(group, options, server)
      version = /redis_version:(\S+)/.exec(await server.client.info('server'))?.[1] ?? version
      say(`measuring: ${group.name} (load ${loadText()}) …`)
      rows.push(...(await rowsOf(group, server, options)))
    }
  } finally {
    await server?.stop()
  }
  process.stdout.write(`${machineText(version)}, load at the end ${loadText()}\n`)
  process.stdout.write(
    `${numberText(keys)} keys, ${values} values, medians of ${rounds} rounds in turns, pace fast\n\n`,
  )
  process.stdout.write(`${tableText(rows)}\n`)
}

/** The server of the group before, where its dataset serves; else a new one. */
async function serverFor(group: Group, options: BenchOptions, former: BenchServer | null): Promise<BenchServer> {
  const dataset = group.dataset(options) ?? { keys: 0, values: 'small' as const }
  if (former !== null && isSame(former.dataset, dataset)) return former
  await former?.stop()
  say(`writing ${numberText(dataset.keys)} keys, ${dataset.values} values …`)
  return startBenchServer(dataset)
}

/** A group that fails is told in the table; the others are measured all the same. */
async function rowsOf(group: Group, server: BenchServer, options: BenchOptions): Promise<Row[]> {
  try {
    return await group.rows(server, options)
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exitCode = 1
    return [failed(group.name, error)]
  }
}

const isSame = (a: Dataset, b: Dataset) => a.keys === b.keys && a.values === b.values

/** Processes that wanted to run, on average over the last minute. */
const loadText = () => numberText(loadavg()[0] ?? 0)

await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
})
