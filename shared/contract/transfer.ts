import { z } from 'zod'
import { mostChosenKeys } from '../keys/most-chosen-keys.ts'
import { ServerIdentity } from './connection.ts'
import { ChosenKeys, InvalidationTarget } from './invalidation.ts'
import { KeyRef } from './keys.ts'
import { Count } from './primitives.ts'

const [Whole, Families] = InvalidationTarget.options

/** What is copied to a file: a whole namespace, or families of it. */
export const ExportTarget = z.discriminatedUnion('scope', [Whole, Families])
export type ExportTarget = z.infer<typeof ExportTarget>

/** The same as it is asked for, or keys chosen one by one. */
export const ExportRequest = z.discriminatedUnion('scope', [
  Whole,
  Families,
  z.strictObject({ scope: z.literal('keys'), keys: z.array(KeyRef).min(1).max(mostChosenKeys) }),
])
export type ExportRequest = z.infer<typeof ExportRequest>

/** The same as it is told: chosen keys by their number and the name of the first. */
export const ExportedTarget = z.discriminatedUnion('scope', [Whole, Families, ChosenKeys])
export type ExportedTarget = z.infer<typeof ExportedTarget>

/** How far an export has come: first all keys of the server are walked, then those of the target are read. */
export const ExportProgress = z.strictObject({
  target: ExportedTarget,
  phase: z.enum(['listing', 'copying']),
  done: Count,
  /** Of how many; while listing what the server said at the beginning. */
  of: Count,
  fileBytes: Count,
})
export type ExportProgress = z.infer<typeof ExportProgress>

/** The books of an export: listed = saved + gone + changed + failed. */
export const ExportReport = z.strictObject({
  target: ExportedTarget,
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
