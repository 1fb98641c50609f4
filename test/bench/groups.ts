import type { BenchServer } from './bench-server.ts'
import type { Dataset } from './dataset.ts'
import { deleteRows } from './delete-rows.ts'
import { farRows } from './far-rows.ts'
import { fetchRows } from './fetch-rows.ts'
import { limitRows } from './limit-rows.ts'
import { liveRows } from './live-rows.ts'
import { longestRows } from './longest-rows.ts'
import { manyKeys, manyRows } from './many-rows.ts'
import { openRows } from './open-rows.ts'
import type { BenchOptions } from './options.ts'
import type { Row } from './row.ts'
import { statsRows } from './stats-rows.ts'
import { undoRows } from './undo-rows.ts'
import { windowRows } from './window-rows.ts'

/** Rows of the table that are measured together, on one server. */
export interface Group {
  /** As `--only` names it. */
  readonly name: string
  /** What must stand on the server; null: nothing. The rows leave it as they found it. */
  readonly dataset: (options: BenchOptions) => Dataset | null
  readonly rows: (server: BenchServer, options: BenchOptions) => Promise<Row[]>
}

const chosenValues = ({ keys, values }: BenchOptions): Dataset => ({ keys, values })

/** The table from top to bottom. Groups with the same dataset follow one another and share it. */
export const groups: readonly Group[] = [
  { name: 'stats', dataset: chosenValues, rows: statsRows },
  { name: 'limit', dataset: chosenValues, rows: limitRows },
  { name: 'longest', dataset: chosenValues, rows: longestRows },
  { name: 'far', dataset: chosenValues, rows: farRows },
  { name: 'open', dataset: chosenValues, rows: openRows },
  { name: 'window', dataset: chosenValues, rows: windowRows },
  { name: 'many', dataset: ({ keys }) => ({ keys: manyKeys(keys), values: 'small' }), rows: manyRows },
  { name: 'undo', dataset: ({ keys }) => ({ keys, values: 'real' }), rows: undoRows },
  { name: 'delete', dataset: ({ keys }) => ({ keys, values: 'small' }), rows: deleteRows },
  { name: 'live', dataset: () => null, rows: liveRows },
  { name: 'fetch', dataset: () => null, rows: fetchRows },
]
