import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { readLines } from './file-lines.ts'
import { checkedChain, genesis, parseJournalLine } from './journal-line.ts'

/** How far a chain was followed from its beginning, and what was found. */
export const ChainPlace = z.object({
  lines: z.number().int().nonnegative(),
  /** Where the next line begins. */
  bytes: z.number().int().nonnegative(),
  seq: z.number().int().nonnegative(),
  chain: z.string().length(64),
  /** The first line whose chain does not hold. */
  brokenAtLine: z.number().int().positive().nullable(),
})
export type ChainPlace = z.infer<typeof ChainPlace>

export const chainStart: ChainPlace = { lines: 0, bytes: 0, seq: 0, chain: genesis, brokenAtLine: null }

/** Follows the chain from a place to the end of the file. @returns the place behind the last line, ended or not */
export async function followChain(file: string, from: ChainPlace): Promise<ChainPlace> {
  let { lines, bytes, seq, chain, brokenAtLine } = from
  for await (const chunk of readLines(file, from.bytes)) {
    for (const line of chunk) {
      lines += 1
      bytes += line.length + 1
      const next = checkedChain(line, chain)
      if (next === null) brokenAtLine ??= lines
      // Behind a break each line is held against what its neighbour says, so the first break is the one told.
      chain = next ?? parseJournalLine(line)?.chain ?? chain
    }
    seq = lastSeq(chunk) ?? seq
  }
  return { lines, bytes, seq, chain, brokenAtLine }
}

/** Whether `place` ends with a whole line of the file: what is appended later goes on from there. */
export async function isWhole(file: string, { bytes }: ChainPlace): Promise<boolean> {
  const found = await stat(file).catch(() => null)
  return found !== null && bytes <= found.size
}

function lastSeq(lines: readonly Buffer[]): number | null {
  for (const line of lines.toReversed()) {
    const parsed = parseJournalLine(line)
    if (parsed) return parsed.entry.seq
  }
  return null
}
