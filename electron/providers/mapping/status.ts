import type { ProcurementStatus } from '../../../shared/opportunity/opportunity.ts'
import { plain } from './text.ts'

/** PNCP's `situacaoCompraId`. Source: PNCP's domain tables. */
const statusOfPncp: Readonly<Record<number, ProcurementStatus>> = {
  1: 'published',
  2: 'revoked',
  3: 'annulled',
  4: 'suspended',
}

/** @returns null for a code PNCP does not document */
export function statusOfCode(code: number | null): ProcurementStatus | null {
  return code === null ? null : (statusOfPncp[code] ?? null)
}

/** Reads the words of the older systems, e.g. `Evento de Suspensão Publicado`. */
export function statusOfWords(words: string | null): ProcurementStatus | null {
  if (words === null) return null
  const text = plain(words)
  if (/^a publicar|a divulgar/.test(text)) return 'not_yet_public'
  if (text.includes('revoga')) return 'revoked'
  if (text.includes('anula')) return 'annulled'
  if (text.includes('suspens')) return 'suspended'
  if (text.includes('resultado')) return 'awarded'
  return 'published'
}
