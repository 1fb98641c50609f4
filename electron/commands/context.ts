import type { Failure } from '../../shared/contract/failure.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import type { Core } from '../core/core.ts'
import type { ExitCode } from './exit-codes.ts'

/** The options every command takes. */
export interface GlobalOptions {
  readonly url?: string
  readonly connection?: string
  readonly readOnly?: boolean
  /** Files of TLS, for `--url`. */
  readonly ca?: string
  readonly crl?: string
  readonly cert?: string
  readonly key?: string
  readonly json?: boolean
  readonly lang?: string
}

export interface OpenOptions {
  /** Loopback provider addresses are allowed (`--development`). */
  readonly development: boolean
  readonly urlOverrides: Readonly<Record<string, string>>
}

/** What a command is given. Documents go to stdout; words and progress to stderr. */
export interface CommandContext {
  readonly language: 'pt-BR' | 'en'
  /** Composes the core without opening a connection. */
  core(options?: Partial<OpenOptions>): Promise<Core>
  /** Composes the core and opens what `--url` or `--connection` names. @throws AppError `bad_input` where neither is given */
  connected(options?: Partial<OpenOptions>): Promise<Core>
  /** Prints the command's one document: JSON with `--json`, else the lines. */
  print(document: unknown, lines: readonly string[]): void
  /** A line for people, on stderr. */
  say(text: string): void
  /** Aborted by Ctrl-C; a second Ctrl-C ends the process. */
  readonly signal: AbortSignal
}

/** A command's work: resolves with its exit code, or throws an AppError. */
export type CommandRun = (context: CommandContext) => Promise<ExitCode>

/** What ended an act early, in words, where anything did. */
export function sayFailure({ language, say }: CommandContext, failure: Failure | null): void {
  if (failure === null) return
  const { what, next } = failureWords(failure, language)
  say(`pcc: ${what} ${next} [${failure.code}]`)
}
