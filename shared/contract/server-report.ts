import { z } from 'zod'
import { Count, Instant } from './primitives.ts'
import { ServerFacts } from './server.ts'

/** A question the server did not answer, by its command: what depends on it is unknown, never zero. */
export const Silence = z.strictObject({
  command: z.string(),
  reason: z.enum(['no_permission', 'not_supported', 'failed']),
})
export type Silence = z.infer<typeof Silence>

/** An answer, or the question that had none. */
const answered = <Schema extends z.ZodType>(value: Schema) =>
  z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value }),
    Silence.extend({ known: z.literal(false) }),
  ])

/** Bytes by what they are for; null where the server did not say. Over several nodes they are sums. */
export const MemoryUse = z.strictObject({
  usedBytes: Count.nullable(),
  peakBytes: Count.nullable(),
  /** As the operating system counts it. */
  residentBytes: Count.nullable(),
  datasetBytes: Count.nullable(),
  overheadBytes: Count.nullable(),
  /** Resident over used: far above 1 is fragmented, below 1 is swapped out. */
  fragmentation: z.number().nonnegative().nullable(),
  /** 0: no limit is set. */
  limitBytes: Count.nullable(),
  /** Of the machine. */
  systemBytes: Count.nullable(),
})
export type MemoryUse = z.infer<typeof MemoryUse>

/** Snapshots (RDB) and the append-only file (AOF) of one node. */
export const Persistence = z.strictObject({
  /** null: unknown, or none since the server started (`rdbSaved` tells which). */
  rdbLastSaveAt: Instant.nullable(),
  /** Whether a snapshot was written since the server started; a server counts its own start as a save. */
  rdbSaved: z.boolean().nullable(),
  rdbLastStatus: z.string().nullable(),
  rdbInProgress: z.boolean().nullable(),
  rdbChangesSinceSave: Count.nullable(),
  rdbLastSeconds: Count.nullable(),
  aofEnabled: z.boolean().nullable(),
  aofLastWriteStatus: z.string().nullable(),
  aofLastRewriteStatus: z.string().nullable(),
  aofBytes: Count.nullable(),
})
export type Persistence = z.infer<typeof Persistence>

export const ReplicaState = z.strictObject({
  address: z.string(),
  /** As the primary says it: `online`, `wait_bgsave`, `send_bulk`. */
  state: z.string(),
  /** Since its last word. */
  lagSeconds: Count.nullable(),
  /** Of the replication stream that it has not acknowledged. */
  behindBytes: Count.nullable(),
})
export type ReplicaState = z.infer<typeof ReplicaState>

/** A server that owns keys. */
export const NodeReport = z.strictObject({
  address: z.string(),
  /** false: the cluster names it, and it does not answer; everything else of it is unknown then. */
  reached: z.boolean(),
  role: z.enum(['primary', 'replica']),
  /** Of 16,384; null outside a cluster. */
  slots: Count.nullable(),
  version: z.string().nullable(),
  uptimeSeconds: Count.nullable(),
  keys: Count.nullable(),
  opsPerSecond: Count.nullable(),
  connectedClients: Count.nullable(),
  evictedKeys: Count.nullable(),
  memory: MemoryUse.nullable(),
  persistence: Persistence.nullable(),
  replicas: z.array(ReplicaState),
})
export type NodeReport = z.infer<typeof NodeReport>

/** Time inside the server, in microseconds. Percentiles of several primaries are those of the slowest. */
export const CommandLatency = z.strictObject({
  /** `get`, `config|set`. */
  command: z.string(),
  calls: Count,
  totalMicros: Count,
  meanMicros: z.number().nonnegative(),
  /** null: the server is older than Redis 7, or does not track latency. */
  p50Micros: z.number().nonnegative().nullable(),
  p99Micros: z.number().nonnegative().nullable(),
  p999Micros: z.number().nonnegative().nullable(),
})
export type CommandLatency = z.infer<typeof CommandLatency>

/** The console's own PING of every primary, one minute together. */
export const PingMinute = z.strictObject({
  at: Instant,
  samples: Count,
  /** Sent and never answered. */
  lost: Count,
  p50Ms: z.number().nonnegative().nullable(),
  p95Ms: z.number().nonnegative().nullable(),
  p99Ms: z.number().nonnegative().nullable(),
})
export type PingMinute = z.infer<typeof PingMinute>

export const SlowCommand = z.strictObject({
  /** Unique over the nodes. */
  id: z.string(),
  at: Instant,
  micros: Count,
  node: z.string(),
  command: z.string(),
  /** The first key, escaped and cut; null for a command without one. Values are never shown. */
  key: z.string().nullable(),
  /** A namespace, `other` for keys outside them, `none` without a key. */
  group: z.string(),
  /** Sent by a console like this one. */
  own: z.boolean(),
})
export type SlowCommand = z.infer<typeof SlowCommand>

export const SlowGroup = z.strictObject({
  group: z.string(),
  commands: Count,
  totalMicros: Count,
  worstMicros: Count,
})
export type SlowGroup = z.infer<typeof SlowGroup>

export const SlowLog = z.strictObject({
  /** Commands at least this slow are kept; 0 is every one, negative none; null: CONFIG GET may not be asked. */
  thresholdMicros: z.number().int().nullable(),
  /** What the servers hold; above the number of entries the older ones were not read. */
  held: Count,
  entries: z.array(SlowCommand),
  groups: z.array(SlowGroup),
})
export type SlowLog = z.infer<typeof SlowLog>

/** Everything the Server screen says, asked at one instant. */
export const ServerReport = z.strictObject({
  at: Instant,
  facts: ServerFacts,
  memory: MemoryUse.nullable(),
  nodes: z.array(NodeReport),
  /** The commands that took the most time, first. */
  latency: answered(z.array(CommandLatency)),
  /** Whether the server keeps percentiles at all: Redis 7 and newer, with latency-tracking on. null: unknown. */
  percentiles: z.enum(['kept', 'off', 'too_old']).nullable(),
  pings: z.array(PingMinute),
  /** All minutes of `pings` together. */
  ping: PingMinute.nullable(),
  slowLog: answered(SlowLog),
  silences: z.array(Silence),
})
export type ServerReport = z.infer<typeof ServerReport>
