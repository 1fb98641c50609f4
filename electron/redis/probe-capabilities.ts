import type { Redis } from 'ioredis'
import type { Capability } from '../../shared/contract/connection.ts'
import { type CommandRow, commandTable } from './command-table.ts'
import type { PrimaryNodes } from './primary-nodes.ts'
import { type Command, type Reply, send, sendAll, textOf } from './send-commands.ts'
import { isReplyError } from './translate-redis-error.ts'

/**
 * What this user may run, command by command. Nothing is executed: the server is asked by ACL DRYRUN, or, where that is
 * not allowed or not known, the commands are queued in a transaction that is thrown away; the server checks rights when
 * it queues. Where it allows neither, what only reads is tried on a key that is not there, and the rest stays unknown.
 */
export async function probeCapabilities(client: Redis, topology: PrimaryNodes['topology']): Promise<Capability[]> {
  const rows = commandTable.filter(({ cluster }) => cluster !== true || topology === 'cluster')
  const verdicts =
    (await byDryRun(client, rows)) ?? (await byDiscardedTransaction(client, rows)) ?? (await byReading(client, rows))
  await runHarmless(client, rows, verdicts)
  return rows.flatMap(({ command, features, replaceable }, index) => {
    const verdict = verdicts[index] ?? 'untold'
    if (verdict === 'missing' && replaceable) return []
    const allowed = verdict === 'untold' ? null : verdict === 'allowed'
    const missing = verdict === 'missing' ? { missing: true as const } : {}
    return features.map((feature) => ({ command, feature, allowed, ...missing }))
  })
}

/** `missing`: the server has no such command; `untold`: there was no way to ask. */
type Verdict = 'allowed' | 'denied' | 'missing' | 'untold'

async function byDryRun(client: Redis, rows: readonly CommandRow[]): Promise<Verdict[] | null> {
  try {
    const user = textOf(await send(client, ['ACL', 'WHOAMI']))
    const replies = await sendAll(
      client,
      rows.map((row): Command => ['ACL', 'DRYRUN', user, ...wordsOf(row)]),
    )
    const [first] = replies
    if (first instanceof Error) return null
    return replies.map((reply) => (isReplyError(reply) ? verdictOfError(reply) : verdictOfDryRun(reply)))
  } catch (error) {
    if (isReplyError(error)) return null
    throw error
  }
}

async function byDiscardedTransaction(client: Redis, rows: readonly CommandRow[]): Promise<Verdict[] | null> {
  const commands = rows.map((row): Command => wordsOf(row) as [string, ...string[]]) // never empty
  const [opened, ...replies] = await sendAll(client, [['MULTI'], ...commands, ['DISCARD']])
  if (opened instanceof Error || replies.at(-1) instanceof Error) return null
  return replies.slice(0, -1).map((reply) => (isReplyError(reply) ? verdictOfError(reply) : 'allowed'))
}

async function byReading(client: Redis, rows: readonly CommandRow[]): Promise<Verdict[]> {
  const reading = rows.filter(({ writes }) => writes !== true)
  const replies = await sendAll(
    client,
    reading.map((row): Command => wordsOf(row) as [string, ...string[]]), // never empty
  )
  const verdicts = new Map(
    reading.map((row, index) => {
      const reply = replies[index]
      return [row, isReplyError(reply) ? verdictOfError(reply) : ('allowed' as const)]
    }),
  )
  return rows.map((row) => verdicts.get(row) ?? 'untold')
}

async function runHarmless(client: Redis, rows: readonly CommandRow[], verdicts: Verdict[]): Promise<void> {
  for (const [index, row] of rows.entries()) {
    if (row.harmless !== true || verdicts[index] !== 'allowed') continue
    const [reply] = await sendAll(client, [wordsOf(row) as [string, ...string[]]]) // never empty
    if (isReplyError(reply)) verdicts[index] = verdictOfError(reply)
  }
}

const wordsOf = ({ command, args }: CommandRow) => [...command.split(' '), ...args]

/** Rights to a key are a matter of that key: here only the command counts. */
function verdictOfDryRun(reply: Reply): Verdict {
  return /no permissions to run/i.test(textOf(reply)) ? 'denied' : 'allowed'
}

function verdictOfError({ message }: Error): Verdict {
  if (/unknown (sub)?command|not found/i.test(message)) return 'missing'
  return message.startsWith('NOPERM') && !/access (a|one of the) key/i.test(message) ? 'denied' : 'allowed'
}
