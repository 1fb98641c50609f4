import type { Capability } from '../../shared/contract/connection.ts'

/** A command the console uses, with harmless arguments of the right number to ask about it by. */
export interface CommandRow {
  /** As it is shown: `MEMORY USAGE`. */
  readonly command: string
  /** Every act that fails without it. */
  readonly features: readonly Capability['feature'][]
  readonly args: readonly string[]
  /** Never tried out, not even on a key that is not there. */
  readonly writes?: true
  /** Another row's command does the same where the server does not know this one. */
  readonly replaceable?: true
  /** Whether the server knows its subcommand shows only when it is run, which changes nothing on a connection that reads. */
  readonly harmless?: true
  /** Asked of cluster nodes alone. */
  readonly cluster?: true
}

const key = 'pncp:pcc-probe'
const digest = '0'.repeat(40)

/** THE table of commands: what `pcc check` lists, and what is switched off where one is missing. */
export const commandTable: readonly CommandRow[] = [
  { command: 'PING', features: ['browse'], args: [] },
  { command: 'SCAN', features: ['browse', 'stats', 'invalidate'], args: ['0'] },
  { command: 'TYPE', features: ['browse'], args: [key] },
  { command: 'PTTL', features: ['browse'], args: [key] },
  { command: 'PEXPIRETIME', features: ['invalidate', 'undo'], args: [key], replaceable: true },
  { command: 'EXISTS', features: ['browse'], args: [key] },
  { command: 'STRLEN', features: ['browse', 'undo'], args: [key] },
  { command: 'GETRANGE', features: ['browse', 'undo'], args: [key, '0', '0'] },
  { command: 'GET', features: ['browse', 'undo'], args: [key] },
  { command: 'OBJECT ENCODING', features: ['browse'], args: [key] },
  { command: 'OBJECT IDLETIME', features: ['browse'], args: [key] },
  { command: 'LLEN', features: ['browse'], args: [key] },
  { command: 'LRANGE', features: ['browse'], args: [key, '0', '0'] },
  { command: 'HLEN', features: ['browse'], args: [key] },
  { command: 'HSCAN', features: ['browse'], args: [key, '0'] },
  { command: 'SCARD', features: ['browse'], args: [key] },
  { command: 'SSCAN', features: ['browse'], args: [key, '0'] },
  { command: 'ZCARD', features: ['browse'], args: [key] },
  { command: 'ZSCAN', features: ['browse'], args: [key, '0'] },
  { command: 'XLEN', features: ['browse'], args: [key] },
  { command: 'XRANGE', features: ['browse'], args: [key, '-', '+', 'COUNT', '1'] },
  { command: 'CLIENT NO-TOUCH', features: ['browse'], args: ['on'], harmless: true },
  { command: 'DBSIZE', features: ['stats', 'invalidate'], args: [] },
  { command: 'MEMORY USAGE', features: ['stats'], args: [key] },
  { command: 'TIME', features: ['stats', 'invalidate', 'undo'], args: [] },
  { command: 'EVAL_RO', features: ['stats'], args: ['return 0', '0'], replaceable: true },
  { command: 'EVALSHA_RO', features: ['stats'], args: [digest, '0'], replaceable: true },
  { command: 'EVAL', features: ['invalidate', 'policy'], args: ['return 0', '0'] },
  { command: 'EVALSHA', features: ['invalidate', 'policy'], args: [digest, '0'] },
  { command: 'UNLINK', features: ['invalidate'], args: [key], writes: true },
  { command: 'PEXPIREAT', features: ['policy'], args: [key, '1'], writes: true },
  { command: 'PERSIST', features: ['policy'], args: [key], writes: true },
  { command: 'DUMP', features: ['undo'], args: [key] },
  { command: 'RESTORE', features: ['undo'], args: [key, '0', ''], writes: true },
  { command: 'SET', features: ['fetch', 'undo'], args: [key, ''], writes: true },
  { command: 'PEXPIRE', features: ['fetch'], args: [key, '1'], writes: true },
  { command: 'DEL', features: ['fetch'], args: [key], writes: true },
  { command: 'INFO', features: ['server'], args: [] },
  { command: 'SLOWLOG GET', features: ['server'], args: ['0'] },
  { command: 'SLOWLOG LEN', features: ['server'], args: [] },
  { command: 'CONFIG GET', features: ['server'], args: ['maxmemory'] },
  { command: 'CONFIG SET', features: ['configure'], args: ['maxmemory', '0'], writes: true },
  { command: 'CONFIG REWRITE', features: ['configure'], args: [], writes: true },
  { command: 'CLUSTER SLOTS', features: ['browse', 'invalidate'], args: [], cluster: true },
  { command: 'CLUSTER NODES', features: ['server', 'invalidate'], args: [], cluster: true },
]
