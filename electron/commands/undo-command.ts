import type { UndoBundle, UndoResult } from '../../shared/contract/undo.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { AppError } from '../core/app-error.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

/** `pcc undo --list`: the bundles of this machine, newest first, whichever server they belong to. */
export async function runUndoList(context: CommandContext): Promise<ExitCode> {
  const core = await context.core()
  const bundles = await core.undo.list()
  context.print({ bundles: bundles.map(bundleDocument) }, bundleLines(bundles, context.language))
  return exitCodes.done
}

/**
 * `pcc undo <bundle>`: puts its keys back with their absolute expiry, never over a newer value. Keys that could not be
 * put back end with 4, none put back with 1.
 */
export async function runUndo(context: CommandContext, bundle: string | undefined): Promise<ExitCode> {
  if (bundle === undefined) {
    throw new AppError('bad_input', 'pcc undo: name a bundle, or --list', {
      params: { what: 'pcc undo', reason: '<bundle> | --list' },
    })
  }
  const core = await context.connected()
  context.signal.addEventListener('abort', () => void core.undo.close(), { once: true })
  const result = await core.undo.run(bundle)
  context.print(resultDocument(result), resultLines(result, context.language))
  if (result.failure !== null) {
    const { what, next } = failureWords(result.failure, context.language)
    context.say(`pcc: ${what} ${next} [${result.failure.code}]`)
  }
  const lacking = result.damaged + result.failed + result.notAttempted
  if (lacking === 0 && result.ended === 'done') return exitCodes.done
  return result.restored > 0 ? exitCodes.partial : exitCodes.failed
}

/** The published shape of a bundle in `pcc undo --list --json`. */
function bundleDocument(bundle: UndoBundle) {
  return {
    bundle: bundle.bundle,
    namespace: bundle.target.namespace,
    families: bundle.target.scope === 'families' ? bundle.target.families : null,
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
    failed: result.failed,
    not_attempted: result.notAttempted,
    ended: result.ended,
    elapsed_ms: Math.round(result.elapsedMs),
  }
}

function bundleLines(bundles: readonly UndoBundle[], language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  if (bundles.length === 0) return [text.none]
  return table(
    text.bundles,
    bundles.map((bundle) => [
      bundle.bundle,
      bundle.target.namespace,
      text[bundle.state],
      new Date(bundle.undoUntil).toISOString(),
      countText(bundle.keys, language),
      bytesText(bundle.fileBytes, language),
    ]),
  )
}

function resultLines(result: UndoResult, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const { saved, restored, expired, keptNewer, damaged, failed, notAttempted } = result
  const figures = [saved, restored, expired, keptNewer, damaged, failed, notAttempted]
  return table(
    text.books,
    figures.map((figure, index) => [text.rows[index] ?? '', countText(figure, language)]),
  )
}

const words = {
  en: {
    none: 'no undo bundle on this machine',
    bundles: ['bundle', 'namespace', 'state', 'until (UTC)', 'keys', 'file'],
    books: ['books', 'keys'],
    rows: ['saved', 'restored', 'expired meanwhile', 'kept newer', 'damaged', 'failed', 'not attempted'],
    ready: 'ready',
    restored: 'restored',
    expired: 'expired',
    damaged: 'damaged',
  },
  'pt-BR': {
    none: 'nenhum pacote de desfazer nesta máquina',
    bundles: ['pacote', 'namespace', 'estado', 'até (UTC)', 'chaves', 'arquivo'],
    books: ['contas', 'chaves'],
    rows: ['salvas', 'restauradas', 'expiradas no meio', 'mantida a nova', 'danificadas', 'com falha', 'não tentadas'],
    ready: 'pronto',
    restored: 'restaurado',
    expired: 'vencido',
    damaged: 'danificado',
  },
} as const
