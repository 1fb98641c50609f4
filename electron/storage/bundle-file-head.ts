import { z } from 'zod'
import { ServerIdentity } from '../../shared/contract/connection.ts'
import { Count, Instant } from '../../shared/contract/primitives.ts'
import { ExportedTarget } from '../../shared/contract/transfer.ts'
import { encodeFrame } from './undo-frames.ts'

/** The first frame of an exported bundle. It says how many keys follow, so that a cut tail shows. */
export const BundleFileHead = z.object({
  format: z.literal(1),
  kind: z.literal('export'),
  target: ExportedTarget,
  server: ServerIdentity,
  createdAt: Instant,
  keys: Count,
})
export type BundleFileHead = z.infer<typeof BundleFileHead>

/** Room for the longest head: it is written again, in its place, when the number of keys is known. */
const bodyBytes = 4_096

/** @returns the whole first frame, of the same length for every head */
export function encodeBundleFileHead(head: BundleFileHead): Buffer {
  return Buffer.concat(encodeFrame(0, [Buffer.alloc(bodyBytes, JSON.stringify(head).padEnd(bodyBytes))]))
}

/** @returns null for a frame that does not begin an exported bundle of this version */
export function parseBundleFileHead(body: Buffer | null): BundleFileHead | null {
  try {
    const parsed = BundleFileHead.safeParse(JSON.parse(body?.toString('utf8') ?? ''))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
