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
      /** The operator allows a far server to be walked in several places at once. */
      readonly splitPasses?: boolean
    }
  | { readonly act: 'stats'; readonly mode: 'exact' | 'sample'; readonly sampleSize: number | null }
  /** From a connection that stands to the first figures: INFO, DBSIZE and the first report of an exact pass. */
  | { readonly act: 'first-figures' }
  /** The first page of a namespace's keys. */
  | { readonly act: 'open-namespace'; readonly namespace: string }
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
  /** The size of what would cross to the page, where the act says it; else 0. */
  readonly messageBytes: number
  readonly wallMs: number
  /** User and system time of the process. */
  readonly cpuMs: number
  /** The highest resident size above that before the act. */
  readonly grownBytes: number
}
