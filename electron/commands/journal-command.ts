import type { JournalEntry } from '../../shared/contract/activity.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { table } from './text-table.ts'

/** `pcc journal list [--limit <n>]`: newest first. A broken chain is said; only `verify` ends by it. */
export async function runJournalList(context: CommandContext, limit: number): Promise<ExitCode> {
  const core = await context.core()
  const { entries, brokenAtLine } = await core.journal.read(limit)
  const document = {
    broken_at_line: brokenAtLine,
    entries: entries.map(({ seq, at, who, what, connection, details }) => ({
      seq,
      at: new Date(at).toISOString(),
      who,
      what,
      connection,
      details,
    })),
  }
  context.print(document, lines(entries, context.language))
  if (brokenAtLine !== null) context.say(words[context.language].broken(brokenAtLine))
  const unfinished = await core.recovery.list()
  if (unfinished.length > 0) context.say(words[context.language].unfinished(unfinished.length))
  return exitCodes.done
}

/** `pcc journal verify`: reads the whole chain. A line that was cut, edited or taken away ends with 1. */
export async function runJournalVerify(context: CommandContext): Promise<ExitCode> {
  const core = await context.core()
  const { lastSeq: newest, brokenAtLine } = await core.journal.verify()
  const text = words[context.language]
  context.print({ intact: brokenAtLine === null, broken_at_line: brokenAtLine, last_seq: newest }, [
    brokenAtLine === null ? text.intact(newest) : text.broken(brokenAtLine),
  ])
  return brokenAtLine === null ? exitCodes.done : exitCodes.failed
}

function lines(entries: readonly JournalEntry[], language: 'pt-BR' | 'en'): string[] {
  const detail = ([name, value]: [string, unknown]) => `${name}=${String(value)}`
  return table(
    words[language].head,
    entries.map(({ seq, at, who, what, connection, details }) => [
      `${seq}`,
      new Date(at).toISOString(),
      who,
      what,
      connection,
      Object.entries(details).map(detail).join(' '),
    ]),
  )
}

const words = {
  en: {
    head: ['no.', 'at (UTC)', 'who', 'what', 'connection', 'details'],
    intact: (entries: number) => `the chain of the journal holds up to entry ${entries}`,
    broken: (line: number) => `the chain of the journal breaks at line ${line}`,
    unfinished: (n: number) => `operations that did not come to their end: ${n} (pcc journal unfinished)`,
  },
  'pt-BR': {
    head: ['nº', 'em (UTC)', 'quem', 'o quê', 'conexão', 'detalhes'],
    intact: (entries: number) => `a cadeia do diário está íntegra até a entrada ${entries}`,
    broken: (line: number) => `a cadeia do diário se rompe na linha ${line}`,
    unfinished: (n: number) => `operações que não chegaram ao fim: ${n} (pcc journal unfinished)`,
  },
} as const
