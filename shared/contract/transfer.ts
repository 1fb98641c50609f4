import { z } from 'zod'
import { ServerIdentity } from './connection.ts'
import { InvalidationTarget } from './invalidation.ts'
import { Count } from './primitives.ts'

/** What is copied to a file: a whole namespace, or families of it. */
export const ExportTarget = z.discriminatedUnion('scope', [
  InvalidationTarget.options[0],
  InvalidationTarget.options[1],
])
export type ExportTarget = z.infer<typeof ExportTarget>

/** How far an export has come: first all keys of the server are walked, then those of the target are read. */
export const ExportProgress = z.strictObject({
  target: ExportTarget,
  phase: z.enum(['listing', 'copying']),
  done: Count,
  /** Of how many; while listing what the server said at the beginning. */
  of: Count,
  fileBytes: Count,
})
export type ExportProgress = z.infer<typeof ExportProgress>

/** The books of an export: listed = saved + gone + changed + failed. */
export const ExportReport = z.strictObject({
  target: ExportTarget,
  server: ServerIdentity,
  /** Name of the file, without its folder. */
  file: z.string(),
  listed: Count,
  saved: Count,
  /** Expired or removed by others while the export ran. */
  gone: Count,
  /** Rewritten by others again and again while the export ran. */
  changed: Count,
  /** Not readable, or larger than a bundle may hold. */
  failed: Count,
  fileBytes: Count,
  elapsedMs: z.number().nonnegative(),
})
export type ExportReport = z.infer<typeof ExportReport>
