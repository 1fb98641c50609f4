import type { ProviderState } from '../../connection/provider-state.ts'
import type { WordId } from '../../i18n/catalogue.ts'
import type { Words } from '../../i18n/words.ts'

type Part = Extract<WordId, `overview.summary.${string}`>

/** Worst first; healthy ones close the sentence. */
const parts: readonly (readonly [Part, readonly ProviderState['word'][]])[] = [
  ['overview.summary.overdue', ['state.overdue']],
  ['overview.summary.attention', ['state.unreadable', 'state.noPermission']],
  ['overview.summary.empty', ['state.empty']],
  ['overview.summary.late', ['state.late']],
  ['overview.summary.below', ['state.below']],
  ['overview.summary.nothingStored', ['state.nothingStored']],
  ['overview.summary.ok', ['state.upToDate']],
]

/** The state of the providers as one sentence of facts: "1 provedor vencido, 2 em dia". */
export function summaryOf({ t }: Words, states: readonly ProviderState[]): string {
  const facts = parts.flatMap(([id, words]) => {
    const n = states.filter(({ word }) => words.includes(word)).length
    return n === 0 ? [] : [t(id, { n })]
  })
  return facts.length === 0 ? t('overview.summary.unknown') : facts.join(', ')
}
