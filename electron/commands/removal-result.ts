import type { InvalidationResult } from '../../shared/contract/invalidation.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { booksTable, countText } from './text-table.ts'

/** What a script learns of how a removal ended. */
export function removalExit(result: InvalidationResult): ExitCode {
  if (result.ended === 'failed') return result.deleted > 0 ? exitCodes.partial : exitCodes.failed
  return result.failed + result.notAttempted > 0 ? exitCodes.partial : exitCodes.done
}

/** The published shape of a removal's books. @param result - null where nothing was attempted of the `listed` keys */
export const removalBooks = (result: InvalidationResult | null, listed: number) => ({
  deleted: result?.deleted ?? 0,
  changed: result?.changed ?? 0,
  gone: result?.gone ?? 0,
  failed: result?.failed ?? 0,
  not_attempted: result?.notAttempted ?? listed,
})

/** The books, and how to take it back. */
export function resultLines(result: InvalidationResult, language: 'pt-BR' | 'en'): string[] {
  const names =
    language === 'en'
      ? ['previewed', 'deleted', 'changed', 'gone', 'failed', 'not attempted']
      : ['na prévia', 'removidas', 'alteradas', 'sumidas', 'com falha', 'não tentadas']
  const figures = [result.previewed, result.deleted, result.changed, result.gone, result.failed, result.notAttempted]
  const lines = booksTable(
    [language === 'en' ? 'books' : 'contas', language === 'en' ? 'keys' : 'chaves'],
    names,
    figures,
    language,
  )
  if (result.recheck) {
    const { checked, standing, server } = result.recheck
    const [of, all] = [countText(standing, language), countText(checked, language)]
    lines.push(
      language === 'en'
        ? `after the failover ${of} of the ${all} keys removed last stand on ${server}`
        : `depois do failover, ${of} das últimas ${all} chaves removidas existem em ${server}`,
    )
  }
  if (result.bundle !== null) {
    lines.push(
      language === 'en'
        ? `undo bundle ${result.bundle}: the console restores it for 24 h`
        : `pacote de desfazer ${result.bundle}: o console o restaura por 24 h`,
    )
  }
  return lines
}
