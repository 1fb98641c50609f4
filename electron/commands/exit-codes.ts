import type { FailureCode } from '../../shared/contract/failure.ts'

/** What cron and scripts go by. */
export const exitCodes = { done: 0, failed: 1, badUsage: 2, refused: 3, partial: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const badUsage: ReadonlySet<FailureCode> = new Set([
  'bad_input',
  'unknown_namespace',
  'unknown_family',
  'unknown_profile',
  'config_rejected',
])
const refused: ReadonlySet<FailureCode> = new Set([
  'read_only',
  'read_only_replica',
  'not_confirmed',
  'refused',
  'demo_only',
  'config_changed',
  'config_fixed',
])

export function exitCodeOf(code: FailureCode): ExitCode {
  if (badUsage.has(code)) return exitCodes.badUsage
  return refused.has(code) ? exitCodes.refused : exitCodes.failed
}
