import type { InvalidationResult } from '../../../shared/contract/invalidation.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { targetText } from '../../../shared/keys/target-text.ts'
import type { Words } from '../../i18n/words.ts'
import { bookLines } from './books.ts'

/** The result for a ticket or a chat: raw figures and instants in UTC, free of the screen's formats. */
export function summaryText(
  { t, formats }: Words,
  result: InvalidationResult,
  connection: string,
  server: string,
): string {
  const act = actOf(result.target)
  const line = (name: string, count: number) => t('invalidation.summary.line', { name, count: String(count) })
  const lines = [
    t('invalidation.summary.head', { act, target: targetText(result.target), connection, server }),
    formats.isoInstant(result.startedAt),
    line(t('invalidation.books.previewed'), result.previewed),
    ...bookLines.map((id) => line(t(`invalidation.books.${id}`, { act }), result[id])),
  ]
  if (result.bundle !== null && result.undoUntil !== null) {
    lines.push(t('invalidation.summary.bundle', { bundle: result.bundle, until: formats.isoInstant(result.undoUntil) }))
  }
  return lines.join('\n')
}
