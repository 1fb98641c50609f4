import type { ProviderStanding } from '../../connection/provider-standing.ts'
import { dailyTtlHours } from '../../connection/provider-state.ts'
import { useWords } from '../../i18n/words.ts'

/** Why a provider's state is what it is, in a few words beside it. */
export function StateReason({ standing }: { readonly standing: ProviderStanding }) {
  const { t, formats } = useWords()
  const { state, freshness, history } = standing
  const last = freshness?.days.find(({ day }) => day === freshness.lastDay)
  switch (state.word) {
    case 'state.upToDate':
    case 'state.late':
      return last?.expiresAt ? t('overview.reason.expires', { at: formats.shortInstant(last.expiresAt) }) : null
    case 'state.overdue':
      return history.lastStored
        ? t('overview.reason.expired', { at: formats.shortInstant(history.lastStored.at + dailyTtlHours * 3_600_000) })
        : null
    case 'state.below':
      return state.deviation === null
        ? null
        : t('overview.reason.items', { deviation: formats.signedShare(state.deviation) })
    case 'state.empty':
      return last ? t('overview.reason.emptyDay', { day: formats.day(last.day) }) : null
    case 'state.nothingStored':
      return freshness && freshness.days.length > 0 ? t('overview.reason.lastDays', { n: freshness.days.length }) : null
    case 'state.unreadable':
      return t('overview.reason.unreadable')
    case 'state.noPermission':
      return t('overview.reason.noPermission')
    default:
      return null
  }
}
