import { lstat } from 'node:fs/promises'
import type { ExportReport } from '../../shared/contract/transfer.ts'
import { AppError } from '../core/app-error.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { targetOf } from './invalidate-command.ts'
import { booksTable, bytesText } from './text-table.ts'

export interface ExportOptions {
  readonly family?: readonly string[]
  readonly out: string
}

/**
 * `pcc export <namespace> [--family <name>]... --out <file>`: copies its keys to a bundle file; a file that is there stays.
 * Keys that could not be read end with 4.
 */
export async function runExport(context: CommandContext, namespace: string, options: ExportOptions): Promise<ExitCode> {
  const what = targetOf(namespace, options.family ?? [])
  const path = options.out
  if (await isThere(path)) throw badOut('the file is there already; name another, or remove it first')
  const core = await context.connected()
  const report = await core.exports.run({ what, path }, () => undefined, context.signal)
  context.print(document(report), lines(report, context.language))
  return report.failed + report.changed > 0 ? exitCodes.partial : exitCodes.done
}

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw badOut(error.code ?? error.message)
    },
  )

const badOut = (reason: string) => new AppError('bad_input', `--out: ${reason}`, { params: { what: '--out', reason } })

/** The published shape of `pcc export --json`; listed is the sum of the other counts. */
function document(report: ExportReport) {
  const { target, file, listed, saved, gone, changed, failed, fileBytes, elapsedMs } = report
  return {
    namespace: target.namespace,
    families: target.scope === 'families' ? target.families : null,
    file,
    listed,
    saved,
    gone,
    changed,
    failed,
    file_bytes: fileBytes,
    elapsed_ms: Math.round(elapsedMs),
  }
}

function lines(report: ExportReport, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const figures = [report.listed, report.saved, report.gone, report.changed, report.failed]
  return [
    ...booksTable(text.head, text.rows, figures, language),
    `${report.file}: ${bytesText(report.fileBytes, language)}`,
  ]
}

const words = {
  en: {
    head: ['books', 'keys'],
    rows: ['listed', 'in the file', 'gone meanwhile', 'rewritten meanwhile', 'not readable'],
  },
  'pt-BR': {
    head: ['contas', 'chaves'],
    rows: ['listadas', 'no arquivo', 'sumiram no meio', 'reescritas no meio', 'ilegíveis'],
  },
} as const
