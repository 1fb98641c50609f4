import type { KeyspaceReader, WalkOptions } from '../ports/keyspace.ts'
import { addCell } from './family-tally.ts'
import type { StatsBoard } from './stats-board.ts'

/** Walks all keys once, measured on the server. */
export async function exactPass(
  reader: KeyspaceReader,
  board: StatsBoard,
  namespaces: readonly string[],
  options: WalkOptions,
  onStep: () => void,
): Promise<void> {
  for await (const step of reader.aggregate(namespaces, options)) {
    for (const cell of step.cells) addCell(board.tally(cell.namespace, cell.family), cell)
    board.offerBiggest(step.biggest)
    onStep()
  }
}
