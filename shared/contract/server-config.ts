import { z } from 'zod'
import { Failure } from './failure.ts'
import { Count, Instant } from './primitives.ts'
import { Silence } from './server-report.ts'

/** A parameter of redis.conf, as CONFIG GET names it. */
export const ConfigName = z.string().regex(/^[a-z][a-z-]{0,63}$/)

/** A value as text on its way to CONFIG SET. */
export const ConfigText = z.string().max(300)

/** What one node has; memory in the words of redis.conf: `2gb`, `256mb`. */
export const ConfigValue = z.strictObject({ node: z.string(), value: z.string() })
export type ConfigValue = z.infer<typeof ConfigValue>

/** How a value is compared and what changing it can do. */
export const ConfigKind = z.enum(['memory', 'policy', 'snapshots', 'databases', 'encoding'])
export type ConfigKind = z.infer<typeof ConfigKind>

/** A change this console made, by its journal. */
export const ConfigPastChange = z.strictObject({ at: Instant, who: z.string(), from: z.string(), to: z.string() })
export type ConfigPastChange = z.infer<typeof ConfigPastChange>

export const ConfigRow = z.strictObject({
  name: ConfigName,
  kind: ConfigKind,
  /** One per node; empty where they may not be asked. */
  values: z.array(ConfigValue),
  recommended: z.string(),
  /** The other value the recommendation names somewhere; null where there is one alone. */
  alternative: z.string().nullable(),
  state: z.enum(['equal', 'differs', 'unknown']),
  /** false: only a restart of the server changes it. */
  changeable: z.boolean(),
  lastChange: ConfigPastChange.nullable(),
  /** What the last change replaced, where the server still has what that change set. */
  putBack: z.string().nullable(),
  /** false: changed by this console and not in the configuration file since; null: this console does not know. */
  persisted: z.boolean().nullable(),
})
export type ConfigRow = z.infer<typeof ConfigRow>

export const ConfigReport = z.strictObject({
  at: Instant,
  rows: z.array(ConfigRow),
  silence: Silence.nullable(),
  /** Where CONFIG REWRITE would write: `none` when a server runs without a file. */
  file: z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('known'), paths: z.array(z.string()) }),
    z.strictObject({ state: z.enum(['none', 'unknown']) }),
  ]),
})
export type ConfigReport = z.infer<typeof ConfigReport>

/** What a change can do, computed from what the servers said. `bytes` and `nodes` where the words need them. */
export const ConfigRisk = z.strictObject({
  id: z.enum([
    'evicts_now',
    'refuses_writes_now',
    'no_limit',
    'above_machine',
    'any_key_evicted',
    'only_ttl_evicted',
    'refuses_writes_when_full',
    'snapshots_off',
    'snapshot_forks',
    'from_now_on',
    'memory_unknown',
    'each_node',
  ]),
  bytes: Count.nullable(),
  nodes: Count.nullable(),
})
export type ConfigRisk = z.infer<typeof ConfigRisk>

/** A change as it would be made: seen, named, not done. */
export const ConfigChange = z.strictObject({
  /** Single use; null where nothing can be applied. */
  token: z.string().nullable(),
  tokenExpiresAt: Instant.nullable(),
  name: ConfigName,
  kind: ConfigKind,
  /** What every node has now; applied only where it still does. */
  from: z.array(ConfigValue),
  to: z.string(),
  /** Every node has it already. */
  unchanged: z.boolean(),
  risks: z.array(ConfigRisk),
  blocked: Failure.nullable(),
})
export type ConfigChange = z.infer<typeof ConfigChange>

export const ConfigOutcome = z.strictObject({
  node: z.string(),
  /** What stood there in the moment of the change; null where it was not reached. */
  from: z.string().nullable(),
  /** Read back after it; null where that failed. */
  now: z.string().nullable(),
  failure: Failure.nullable(),
})
export type ConfigOutcome = z.infer<typeof ConfigOutcome>

export const ConfigResult = z.strictObject({
  name: ConfigName,
  to: z.string(),
  /** `unknown`: an answer is missing and reading back did not settle it. */
  ended: z.enum(['done', 'partial', 'unknown']),
  nodes: z.array(ConfigOutcome),
})
export type ConfigResult = z.infer<typeof ConfigResult>
