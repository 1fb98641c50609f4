import type { OperationCheck, UnfinishedOperation } from '../../shared/contract/operations.ts'
import { targetText } from '../../shared/keys/target-text.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { booksTable, countText, table } from './text-table.ts'

/** `pcc journal unfinished`: operations whose console ended on the way. Touches no server. */
export async function runUnfinished(context: CommandContext): Promise<ExitCode> {
  const core = await context.core()
  const operations = await core.recovery.list()
  context.print({ operations: operations.map(operationDocument) }, operationLines(operations, context.language))
  return exitCodes.done
}

/** `pcc journal inspect <operation>`: reads back what became of its keys. Writes nothing. */
export async function runInspect(context: CommandContext, operationId: string): Promise<ExitCode> {
  const core = await context.connected()
  const check = await core.recovery.verify(operationId, context.signal)
  context.print(checkDocument(check), checkLines(check, context.language))
  return exitCodes.done
}

/** `pcc journal close <operation>`: ends it in the journal as it stands; no key is touched, its undo bundle stays. */
export async function runCloseOperation(context: CommandContext, operationId: string): Promise<ExitCode> {
  const core = await context.core()
  await core.recovery.close(operationId)
  context.print({ operation: operationId, closed: true }, [words[context.language].closed(operationId)])
  return exitCodes.done
}

/** The published shape of an unfinished operation. */
function operationDocument(operation: UnfinishedOperation) {
  const { operationId, kind, target, server, connection, who, startedAt, keys, bundle } = operation
  return {
    operation: operationId,
    kind,
    target: targetText(target),
    server: `${server.host}:${server.port}/${server.database}`,
    connection,
    who,
    started_at: new Date(startedAt).toISOString(),
    keys,
    bundle,
  }
}

/** The published shape of `pcc journal inspect --json`; listed = gone + there + changed + unknown. */
function checkDocument(check: OperationCheck) {
  return {
    operation: check.operationId,
    listed: check.listed,
    gone: check.gone,
    gone_saved: check.goneSaved,
    there: check.there,
    changed: check.changed,
    unknown: check.unknown,
    damaged: check.damaged,
  }
}

function operationLines(operations: readonly UnfinishedOperation[], language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  if (operations.length === 0) return [text.none]
  const lines = table(
    text.head,
    operations.map(({ operationId, kind, target, who, startedAt, bundle, keys }) => [
      operationId,
      text[kind],
      targetText(target),
      who,
      new Date(startedAt).toISOString(),
      bundle ?? '–',
      countText(keys, language),
    ]),
  )
  return [...lines, text.choices]
}

function checkLines(check: OperationCheck, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const figures = [check.listed, check.gone, check.goneSaved, check.there, check.changed, check.unknown, check.damaged]
  return booksTable(text.check, text.rows, figures, language)
}

const words = {
  en: {
    none: 'no operation is unfinished',
    head: ['operation', 'kind', 'target', 'who', 'started (UTC)', 'bundle', 'keys'],
    choices: 'inspect it (pcc journal inspect), undo its bundle (pcc undo), or close it (pcc journal close)',
    invalidation: 'invalidation',
    undo: 'restore',
    check: ['read back', 'keys'],
    rows: [
      'listed',
      'gone',
      'of those, in a readable undo bundle',
      'there as listed',
      'there, changed',
      'not permitted to ask',
      'damaged records',
    ],
    closed: (id: string) => `operation ${id} is closed as it stands`,
  },
  'pt-BR': {
    none: 'nenhuma operação inacabada',
    head: ['operação', 'tipo', 'alvo', 'quem', 'início (UTC)', 'pacote', 'chaves'],
    choices: 'confira (pcc journal inspect), desfaça o pacote (pcc undo) ou encerre (pcc journal close)',
    invalidation: 'invalidação',
    undo: 'restauração',
    check: ['relidas', 'chaves'],
    rows: [
      'na lista',
      'sumiram',
      'destas, num pacote de desfazer legível',
      'como na lista',
      'alteradas',
      'sem permissão para perguntar',
      'registros danificados',
    ],
    closed: (id: string) => `operação ${id} encerrada como está`,
  },
} as const
