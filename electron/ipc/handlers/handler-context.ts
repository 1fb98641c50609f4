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

export interface FileToSave {
  /** Title of the dialog. */
  readonly title: string
  /** Offered as the file's name. */
  readonly name: string
  /** Without the dot. */
  readonly extension: string
  readonly text: Iterable<string>
}

export interface HandlerContext {
  readonly core: Core
  readonly publish: Publish
  readonly process: ProcessFacts
  /** Asks in a window that no page script can answer. */
  readonly confirmNatively: (question: NativeQuestion) => Promise<boolean>
  /** Asks where in the system's own dialog, and writes there: no path comes from a page. @returns the file's name, null if cancelled */
  readonly saveAs: (file: FileToSave) => Promise<string | null>
  /** The system's dialog for one existing file. @returns its path; null where none was chosen */
  readonly chooseFile: () => Promise<string | null>
  /** A host without its punycode, as a browser would show it; '' for what is none. */
  readonly readHost: (host: string) => string
  /** Gives an address to the system's browser. */
  readonly openExternal: (url: string) => Promise<void>
  /** Where to save, asked in the system's own dialog. @returns null if cancelled */
  readonly savePath: (question: Omit<FileToSave, 'text'>) => Promise<string | null>
}
