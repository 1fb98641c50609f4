import type { FileHandle } from 'node:fs/promises'
import { UndoBundle } from '../../shared/contract/undo.ts'
import type { Logger } from '../core/ports/system.ts'
import { readJsonFile } from './json-file.ts'
import { type KeptRange, keptCount, readKept } from './kept-keys.ts'
import { readFrames } from './undo-frames.ts'
import { type BundleHead, parseBundleHead } from './undo-record.ts'

/** The undo bundle of a removal, out of some console's data folder, as a file of the operator's choice. */
export interface RemovalFile {
  readonly head: BundleHead
  /** Saved keys, the kept ones among them. */
  readonly records: number
  /** Those of them that were not removed, as the file beside it says; none where there is no such file. */
  readonly kept: readonly KeptRange[]
}

/**
 * How many keys it holds is told by the facts beside it, `<name>.json`; without them by what can be read, and a cut tail
 * does not show.
 * @returns null where the file is no undo bundle of this version
 */
export async function readRemovalFile(
  handle: FileHandle,
  path: string,
  mostRecordBytes: number,
  log: Logger,
): Promise<RemovalFile | null> {
  let head: BundleHead | null = null
  let counted = 0
  for await (const { index, body } of readFrames(handle, mostRecordBytes)) {
    if (index === 0 && head === null) head = parseBundleHead(body)
    if (head === null) return null
    counted = Math.max(counted, index)
  }
  if (head === null) return null
  const beside = path.replace(/\.[^./\\]*$/, '')
  const kept = await readKept(`${beside}.kept`)
  const facts = UndoBundle.safeParse(await readJsonFile(`${beside}.json`, log))
  const isOfIt = facts.success && facts.data.createdAt === head.createdAt
  return { head, records: isOfIt ? facts.data.keys + keptCount(kept) : counted, kept }
}
