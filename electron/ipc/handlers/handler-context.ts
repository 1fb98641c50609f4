import type { Publish } from '../../../shared/contract/events.ts'
import type { Core } from '../../core/core.ts'

/** What the window's door knows of its own process. */
export interface ProcessFacts {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  /** The system's language. */
  readonly locale: string
}

export interface NativeQuestion {
  readonly title: string
  readonly message: string
  readonly detail: string
  readonly confirm: string
  readonly cancel: string
}

export interface HandlerContext {
  readonly core: Core
  readonly publish: Publish
  readonly process: ProcessFacts
  /** Asks in a window that no page script can answer. */
  readonly confirmNatively: (question: NativeQuestion) => Promise<boolean>
}
