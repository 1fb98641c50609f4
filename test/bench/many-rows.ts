import type { BenchServer } from './bench-server.ts'
import { type BenchOptions, mostKeys } from './options.ts'
import type { Row } from './row.ts'
import { statsRows } from './stats-rows.ts'

/** Five times the keys, with small values: here the peer falls behind further. */
export const manyKeys = (keys: number) => Math.min(mostKeys, 5 * keys)

/** The exact pass against `redis-cli --memkeys` once more. */
export async function manyRows(server: BenchServer, options: BenchOptions): Promise<Row[]> {
  const keys = manyKeys(options.keys)
  const rows = await statsRows(server, { ...options, keys, values: 'small' })
  return rows.map((row) => ({ ...row, what: `${keys / 1e6} M small keys: ${row.what}` }))
}
