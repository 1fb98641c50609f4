import type { Capability } from '../../shared/contract/connection.ts'

/** A command the console uses, with harmless arguments of the right number to ask about it by. */
export interface CommandRow {
  /** As it is shown: `MEMORY USAGE`. */
  readonly command: string
  readonly feature: Capability['feature']
  readonly args: readonly string[]
  /** Never tried out, not even on a key that is not there. */
  readonly writes?: true
  /** Another row's command does the same where the server does not know this one. */
  readonly replaceable?: true
}

const key = 'pncp:pcc-probe'

/** THE table of commands: what `pcc check` lists, and what is switched off where one is missing. */
export const commandTable: readonly CommandRow[] = [
  { command: 'PING', feature: 'browse', args: [] },
  { command: 'SCAN', feature: 'browse', args: ['0'] },
  { command: 'TYPE', feature: 'browse', args: [key] },
  { command: 'PTTL', feature: 'browse', args: [key] },
  { command: 'PEXPIRETIME', feature: 'browse', args: [key], replaceable: true },
  { command: 'EXISTS', feature: 'browse', args: [key] },
  { command: 'STRLEN', feature: 'browse', args: [key] },
  { command: 'GETRANGE', feature: 'browse', args: [key, '0', '0'] },
  { command: 'GET', feature: 'browse', args: [key] },
  { command: 'DBSIZE', feature: 'stats', args: [] },
  { command: 'MEMORY USAGE', feature: 'stats', args: [key] },
  { command: 'TIME', feature: 'stats', args: [] },
  { command: 'EVAL_RO', feature: 'stats', args: ['return 0', '0'], replaceable: true },
  { command: 'EVALSHA_RO', feature: 'stats', args: ['0'.repeat(40), '0'], replaceable: true },
  { command: 'EVAL', feature: 'invalidate', args: ['return 0', '0'] },
  { command: 'EVALSHA', feature: 'invalidate', args: ['0'.repeat(40), '0'] },
  { command: 'UNLINK', feature: 'invalidate', args: [key], writes: true },
  { command: 'PEXPIREAT', feature: 'policy', args: [key, '1'], writes: true },
  { command: 'PERSIST', feature: 'policy', args: [key], writes: true },
  { command: 'DUMP', feature: 'undo', args: [key] },
  { command: 'RESTORE', feature: 'undo', args: [key, '0', ''], writes: true },
  { command: 'SET', feature: 'fetch', args: [key, ''], writes: true },
  { command: 'PEXPIRE', feature: 'fetch', args: [key, '1'], writes: true },
  { command: 'DEL', feature: 'fetch', args: [key], writes: true },
  { command: 'INFO', feature: 'server', args: [] },
  { command: 'SLOWLOG GET', feature: 'server', args: ['0'] },
  { command: 'SLOWLOG LEN', feature: 'server', args: [] },
  { command: 'CONFIG GET', feature: 'server', args: ['maxmemory'] },
  { command: 'CONFIG SET', feature: 'configure', args: ['maxmemory', '0'], writes: true },
  { command: 'CONFIG REWRITE', feature: 'configure', args: [], writes: true },
]
