import type { UndoBundle, UndoPreview, UndoResult } from '../../shared/contract/undo.ts'
import { targetText } from '../../shared/keys/target-text.ts'
import { AppError } from '../core/app-error.ts'
import type { Core } from '../core/core.ts'
import type { UndoRequest } from '../core/invalidation/undo-service.ts'
import { type CommandContext, sayFailure } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { booksTable, bytesText, countText, table } from './text-table.ts'

/** `pcc undo --list`: the bundles of this machine, newest first, whichever server they belong to. */
export async function runUndoList(context: CommandContext): Promise<ExitCode> {
  const core = await context.core()
  const bundles = await core.undo.list()
  context.print({ bundles: bundles.map(bundleDocument) }, bundleLines(bundles, context.language))
  return exitCodes.done
}

export interface UndoOptions {
  readonly dryRun?: boolean
  /** The open connection's name: restores there what came from another server. */
  readonly retarget?: string
}

/**
 * `pcc undo <bundle> [--dry-run] [--retarget <connection>]`: puts its keys back with their absolute expiry, never over a
 * key that stands. A second run goes on where the first one ended. Keys that could not be put back end with 4, none put
 * back with 1.
 */
export async function runUndo(
  context: CommandContext,
  bundle: string | undefined,
  options: UndoOptions = {},
): Promise<ExitCode> {
  if (bundle === undefined) {
    throw new AppError('bad_input', 'pcc undo: name a bundle, or --list', {
      params: { what: 'pcc undo', reason: '<bundle> | --list' },
    })
  }
  const core = await context.connected()
  if (options.dryRun !== true) return restore(context, core, { bundle, retarget: options.retarget ?? null })
  return previewRestore(context, core, bundle)
}

/** Prints what would come back. @returns 4 where some of it is damaged or may not be asked about */
export async function previewRestore(context: CommandContext, core: Core, bundle: string): Promise<ExitCode> {
  const preview = await core.undo.preview(bundle, context.signal, () => undefined)
  context.print(previewDocument(preview), previewLines(preview, context.language))
  return preview.damaged + preview.foreign.keys + preview.unknown > 0 ? exitCodes.partial : exitCodes.done
}

/** Puts a bundle back and prints the books. */
export async function restore(context: CommandContext, core: Core, request: UndoRequest): Promise<ExitCode> {
  const result = await core.undo.run(request, () => undefined, context.signal)
  context.print(resultDocument(result), resultLines(result, context.language))
  sayFailure(context, result.failure)
  const lacking = result.damaged + result.foreign + result.failed + result.notAttempted
  if (lacking === 0 && result.ended === 'done') return exitCodes.done
  return result.restored > 0 ? exitCodes.partial : exitCodes.failed
}

/** The published shape of a bundle in `pcc undo --list --json`. */
function bundleDocument(bundle: UndoBundle) {
  return {
    bundle: bundle.bundle,
    namespace: bundle.target.namespace,
    families: bundle.target.scope === 'families' ? bundle.target.families : null,
    key: bundle.target.scope === 'keys' ? bundle.target.label : null,
    created_at: new Date(bundle.createdAt).toISOString(),
    undo_until: new Date(bundle.undoUntil).toISOString(),
    keys: bundle.keys,
    file_bytes: bundle.fileBytes,
    state: bundle.state,
  }
}

/** The published shape of `pcc undo --json`; saved is the sum of the others. */
function resultDocument(result: UndoResult) {
  return {
    bundle: result.bundle,
    saved: result.saved,
    restored: result.restored,
    expired: result.expired,
    kept_newer: result.keptNewer,
    damaged: result.damaged,
    foreign: result.foreign,
    failed: result.failed,
    not_attempted: result.notAttempted,
    ended: result.ended,
    elapsed_ms: Math.round(result.elapsedMs),
  }
}

/** The published shape of `pcc undo --dry-run --json`; saved is the sum of the other counts. */
function previewDocument(preview: UndoPreview) {
  return {
    bundle: preview.bundle.bundle,
    saved: preview.saved,
    restorable: preview.restorable,
    expired: preview.expired,
    standing: preview.standing,
    damaged: preview.damaged,
    unknown: preview.unknown,
    foreign: preview.foreign.keys,
    damaged_records: preview.damagedRecords,
    elsewhere: preview.elsewhere,
    dry_run: true,
  }
}

function previewLines(preview: UndoPreview, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const { saved, restorable, expired, standing, damaged, unknown, foreign } = preview
  const figures = [saved, restorable, expired, standing, damaged, unknown, foreign.keys]
  const lines = booksTable(text.books, text.outlook, figures, language)
  if (preview.damagedRecords.length > 0) lines.push(`${text.damagedRecords} ${preview.damagedRecords.join(', ')}`)
  if (preview.elsewhere && (preview.bundle.file === undefined || preview.bundle.ofRemoval)) lines.push(text.elsewhere)
  return lines
}

function bundleLines(bundles: readonly UndoBundle[], language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  if (bundles.length === 0) return [text.none]
  return table(
    text.bundles,
    bundles.map((bundle) => [
      bundle.bundle,
      targetText(bundle.target),
      text[bundle.state],
      new Date(bundle.undoUntil).toISOString(),
      countText(bundle.keys, language),
      bytesText(bundle.fileBytes, language),
    ]),
  )
}

function resultLines(result: UndoResult, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const { saved, restored, expired, keptNewer, damaged, foreign, failed, notAttempted } = result
  const figures = [saved, restored, expired, keptNewer, damaged, foreign, failed, notAttempted]
  return booksTable(text.books, text.rows, figures, language)
}

const words = {
  en: {
    none: 'no undo bundle on this machine',
    bundles: ['bundle', 'removed', 'state', 'until (UTC)', 'keys', 'file'],
    books: ['books', 'keys'],
    rows: [
      'saved',
      'restored',
      'expired meanwhile',
      'existed already',
      'damaged',
      'outside the target',
      'failed',
      'not attempted',
    ],
    outlook: [
      'saved',
      'would come back',
      'expired meanwhile',
      'exist already',
      'damaged',
      'not permitted to ask',
      'outside the target',
    ],
    damagedRecords: 'damaged records:',
    elsewhere: 'the bundle is of another server: --retarget <connection> restores it here',
    ready: 'ready',
    restored: 'restored',
    expired: 'expired',
    damaged: 'damaged',
  },
  'pt-BR': {
    none: 'nenhum pacote de desfazer nesta máquina',
    bundles: ['pacote', 'removido', 'estado', 'até (UTC)', 'chaves', 'arquivo'],
    books: ['contas', 'chaves'],
    rows: [
      'salvas',
      'restauradas',
      'expiradas no meio',
      'já existiam',
      'danificadas',
      'fora do alvo',
      'com falha',
      'não tentadas',
    ],
    outlook: [
      'salvas',
      'voltariam',
      'expiradas no meio',
      'já existem',
      'danificadas',
      'sem permissão para perguntar',
      'fora do alvo',
    ],
    damagedRecords: 'registros danificados:',
    elsewhere: 'o pacote é de outro servidor: --retarget <conexão> o restaura aqui',
    ready: 'pronto',
    restored: 'restaurado',
    expired: 'vencido',
    damaged: 'danificado',
  },
} as const
