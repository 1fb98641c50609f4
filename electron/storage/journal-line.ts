import { createHash } from 'node:crypto'
import { JournalEntry } from '../../shared/contract/activity.ts'

/** What the first line is chained to. */
export const genesis = '0'.repeat(64)

const mark = ',"chain":"'
const tailLength = mark.length + 64 + 2

/** Where a chain stands: the last line's number and hash. */
export interface ChainEnd {
  readonly seq: number
  readonly chain: string
}

/**
 * One line: the entry's JSON with a last member `chain`, the SHA-256 of the former line's chain and of this line's own
 * text before it. Editing, removing or inserting a line breaks the chain from there on.
 */
export function journalLine(entry: JournalEntry, former: string): { readonly text: string; readonly chain: string } {
  const body = JSON.stringify(entry).slice(0, -1)
  const chain = chainOf(former, Buffer.from(body))
  return { text: `${body}${mark}${chain}"}`, chain }
}

/** @returns the line's own chain if it follows from `former`, else null */
export function checkedChain(line: Buffer, former: string): string | null {
  const body = line.subarray(0, Math.max(line.length - tailLength, 0))
  const tail = line.toString('latin1', body.length)
  if (!tail.startsWith(mark)) return null
  const chain = tail.slice(mark.length, -2)
  return chain === chainOf(former, body) ? chain : null
}

/** @returns the entry and its chain, unchecked against its neighbours; null where the line is none of ours */
export function parseJournalLine(line: Buffer): { readonly entry: JournalEntry; readonly chain: string } | null {
  try {
    const { chain, ...rest } = JSON.parse(line.toString('utf8')) as Record<string, unknown> // checked on the next line
    const entry = JournalEntry.safeParse(rest)
    return entry.success && typeof chain === 'string' ? { entry: entry.data, chain } : null
  } catch {
    return null
  }
}

function chainOf(former: string, body: Buffer): string {
  return createHash('sha256').update(former).update(body).digest('hex')
}
