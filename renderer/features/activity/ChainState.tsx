import type { JournalCheck, JournalPage } from '../../../shared/contract/activity.ts'
import { useWords } from '../../i18n/words.ts'
import type { Load } from '../../lib/load.ts'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** Whether the chain holds, and exactly what of it was checked when. */
export function ChainState({ page, check }: { readonly page: JournalPage; readonly check: Load<JournalCheck> }) {
  const { t, formats } = useWords()
  const whole = check.phase === 'ready' ? check.value : null
  const brokenAtLine = page.brokenAtLine ?? whole?.brokenAtLine ?? null
  if (brokenAtLine !== null) {
    return (
      <StatusWord shape="error" tone="error">
        {t('activity.journal.chainBroken', { line: formats.integer(brokenAtLine) })}
      </StatusWord>
    )
  }
  if (page.entries.length === 0) return null
  if (check.phase === 'loading') {
    return (
      <StatusWord shape="waiting" tone="quiet">
        {t('activity.journal.checking')}
      </StatusWord>
    )
  }
  const checked = whole ?? page.checked
  if (checked === null) {
    return (
      <StatusWord shape="incomplete" tone="warning">
        {t('activity.journal.chainUnchecked')}
      </StatusWord>
    )
  }
  return (
    <StatusWord shape="ok" tone="quiet">
      {t('activity.journal.chainOk', { lines: formats.integer(checked.lines), at: formats.instant(checked.at) })}
    </StatusWord>
  )
}
