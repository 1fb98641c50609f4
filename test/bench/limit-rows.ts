import type { BenchServer } from './bench-server.ts'
import type { BenchOptions } from './options.ts'
import { median, numberText, type Row } from './row.ts'

/**
 * What the server itself needs per key for the bare commands, in a script that does nothing else: no pass that asks for
 * as much can need less. Beside it, the same as a share of the time KEYS and one DEL of 30 % of the keys take.
 */
export async function limitRows(server: BenchServer, { rounds, keys }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = []
  for (const [what, perKey] of steps) {
    const taken: number[] = []
    for (let round = 0; round < rounds; round++) {
      const { serverCpuMs } = await server.measure(() => walkBare(server, perKey))
      taken.push((serverCpuMs * 1_000) / keys)
    }
    rows.push({ what, ours: `${numberText(median(taken))} µs/key`, peer: '', ratio: '', wanted: '', isMet: null })
  }
  return rows
}

const steps = [
  ["limit: SCAN alone, the server's processor time", ''],
  ['limit: SCAN, PTTL, MEMORY USAGE and TYPE', `call('PTTL', key) call('MEMORY', 'USAGE', key) call('TYPE', key)`],
] as const

async function walkBare({ client }: BenchServer, perKey: string): Promise<void> {
  const script = `#!lua flags=no-writes
    local call = redis.call
    local cursor, names = ARGV[1], nil
    for step = 1, 10 do
      local page = call('SCAN', cursor, 'COUNT', 100)
      cursor, names = page[1], page[2]
      for i = 1, #names do local key = names[i] ${perKey} end
      if cursor == '0' then break end
    end
    return cursor`
  let cursor = '0'
  do cursor = String(await client.eval(script, 0, cursor))
  while (cursor !== '0')
}
