import type { CacheDay } from '../../shared/time/cache-day.ts'

type Coverage = Readonly<Record<string, string[]>>

/** What the bench asks of the process that holds the product's core. */
export type Question =
  | {
      readonly act: 'open'
      readonly port: number
      /** Provider base addresses. */
      readonly urls: Readonly<Record<string, string>>
      /** What a daily fetch covers, by provider. */
      readonly coverage: Readonly<Record<string, Coverage>>
    }
  | { readonly act: 'stats'; readonly mode: 'exact' | 'sample'; readonly sampleSize: number | null }
  | { readonly act: 'preview'; readonly namespace: string }
  /** Confirms the last preview. */
  | { readonly act: 'remove'; readonly noUndo: boolean }
  | { readonly act: 'undo' }
  /** Switches the live counters on and waits until they are exact. */
  | { readonly act: 'live' }
  /** Fails where a check finds the counts to differ. Its keys: how many checks there were. */
  | { readonly act: 'live-watch'; readonly seconds: number }
  | { readonly act: 'fetch'; readonly providers: readonly string[]; readonly day: CacheDay }

/** One act, measured inside that process. */
export interface Answer {
  /** Keys it was about; items for a fetch. */
  readonly keys: number
  readonly wallMs: number
  /** User and system time of the process. */
  readonly cpuMs: number
  /** The highest resident size above that before the act. */
  readonly grownBytes: number
}
