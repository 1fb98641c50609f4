import { availableParallelism, cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** Keys of the dataset that is walked. */
  readonly keys: number
  /** Paired rounds; the table shows their medians. */
  readonly rounds: number
  /** Sizes of the values: as the programs store them (3.6 KB on average), or some 100 bytes each. */
  readonly values: 'real' | 'small'
  /** Pages of the fetch, over all providers. */
  readonly pages: number
  /** Groups of rows; empty: all. */
  readonly only: readonly string[]
}

/** A hash of the dataset stays exact up to here. */
export const mostKeys = 5_500_000

const usage = `npm run bench -- [--quick] [--keys <n>] [--rounds <n>] [--small] [--only <group>]...
  --keys    1,000,000 unless said otherwise
  --rounds  5 unless said otherwise; the table shows medians
  --quick   200,000 keys, 3 rounds, 150 pages
  --small   values of some 100 bytes, for millions of keys
  --only    a group of rows, repeatable`

/** @param groups - names `--only` may give @returns null where only help was asked for @throws Error in words */
export function parseOptions(args: readonly string[], groups: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
      keys: { type: 'string' },
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = values.only.find((name) => !groups.includes(name))
  if (values.help || unknown !== undefined) {
    process.stdout.write(`${usage}: ${groups.join(', ')}\n`)
    if (unknown !== undefined) throw new Error(`no group "${unknown}"`)
    return null
  }
  return {
    keys: wholeNumber('--keys', values.keys ?? (values.quick ? '200000' : '1000000'), 10_000, mostKeys),
    rounds: wholeNumber('--rounds', values.rounds ?? (values.quick ? '3' : '5'), 1, 99),
    values: values.small ? 'small' : 'real',
    pages: values.quick ? 150 : 1_000,
    only: values.only,
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`${name}: a whole number from ${least} to ${most}\n${usage}`)
}

/** What the figures were taken on. */
export function machineText(redisVersion: string): string {
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GiB`
  const processor = cpus()[0]?.model ?? 'unknown processor'
  return `${availableParallelism()} × ${processor}, ${memory}, Node ${process.versions.node}, Redis ${redisVersion}`
}
