import { z } from 'zod'
import { Count, Instant } from './primitives.ts'

/** INFO as facts. null: the server did not say (older version, or no right to ask). */
export const ServerFacts = z.strictObject({
  at: Instant,
  product: z.string(),
  version: z.string(),
  uptimeSeconds: Count.nullable(),
  usedMemoryBytes: Count.nullable(),
  /** null: unknown; 0: no limit is set. */
  maxMemoryBytes: Count.nullable(),
  maxMemoryPolicy: z.string().nullable(),
  /** Since the server started. The ratio is null while nothing was looked up. */
  hits: Count.nullable(),
  misses: Count.nullable(),
  hitRatio: z.number().min(0).max(1).nullable(),
  evictedKeys: Count.nullable(),
  expiredKeys: Count.nullable(),
  connectedClients: Count.nullable(),
  maxClients: Count.nullable(),
  opsPerSecond: Count.nullable(),
  keys: Count.nullable(),
  persistence: z
    .strictObject({
      /** Of several primaries the oldest; null: unknown, or none since the start (`rdbSaved` tells which). */
      rdbLastSaveAt: Instant.nullable(),
      /** Whether every primary wrote a snapshot since it started; a server counts its own start as a save. */
      rdbSaved: z.boolean().nullable(),
      rdbLastStatus: z.string().nullable(),
      rdbChangesSinceSave: Count.nullable(),
      aofEnabled: z.boolean().nullable(),
      aofLastStatus: z.string().nullable(),
    })
    .nullable(),
  replicas: Count.nullable(),
})
export type ServerFacts = z.infer<typeof ServerFacts>
