import { z } from 'zod'
import { CompareProgress } from './compare.ts'
import { ConnectionStatus } from './connection.ts'
import { FetchRun } from './fetch.ts'
import { InvalidationProgress, PreviewProgress } from './invalidation.ts'
import { LiveStatus } from './live.ts'
import { PolicyProgress } from './policy.ts'
import { ScheduledEnd } from './schedule.ts'
import { SearchProgress } from './search.ts'
import { Settings } from './settings.ts'
import { StatsReport } from './stats.ts'
import { ExportProgress } from './transfer.ts'
import { UndoPreviewProgress, UndoProgress } from './undo.ts'

/** THE table of what main publishes. A stream ends in-band: its last message says so itself. */
export const events = {
  'connection.changed': ConnectionStatus,
  'settings.changed': Settings,
  /** A report that grows; `complete` or `cancelled` on the last one. At most four a second. */
  'stats.progressed': StatsReport,
  /** The live counters. At most four a second. */
  'live.changed': LiveStatus,
  'invalidation.previewing': PreviewProgress,
  /** `done` on the last one. At most four a second. */
  'invalidation.progressed': InvalidationProgress,
  'undo.previewing': UndoPreviewProgress,
  /** `done` on the last one. At most four a second. */
  'undo.progressed': UndoProgress,
  /** The answer of `transfer.export` is the end. At most four a second. */
  'transfer.exporting': ExportProgress,
  /** Keys were removed or restored: figures shown are old now. */
  'keyspace.changed': z.strictObject({ namespace: z.string().nullable() }),
  /** `endedAt` set on the last one. At most four a second per run. */
  'fetch.progressed': FetchRun,
  /** How far the look for breaches of policy has come. At most four a second. */
  'policy.walking': PolicyProgress,
  /** A scheduled job ended, or was not run. */
  'schedule.ended': ScheduledEnd,
  /** Before each cached day that is read; the answer of `compare.run` is the end. */
  'compare.progressed': CompareProgress,
  /** After each page of a provider; the answer of `search.run` is the end. */
  'search.progressed': SearchProgress,
} as const satisfies Record<string, z.ZodType>

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<E extends EventName> = z.output<Events[E]>

/** What crosses the border, one kind of message. */
export type AppEvent = { readonly [E in EventName]: { readonly name: E; readonly payload: EventPayload<E> } }[EventName]

/** How main tells everybody. The command line prints, the window forwards. */
export type Publish = (event: AppEvent) => void
