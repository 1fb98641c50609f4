import type { SearchLookup } from '../../../../shared/contract/search.ts'
import { goTo } from '../../../connection/address.ts'
import { useNow } from '../../../connection/use-now.ts'
import { useWords } from '../../../i18n/words.ts'
import { type Load, latest } from '../../../lib/load.ts'
import { Button } from '../../../ui/Button.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'
import { combinedKeyAddress } from './combined-key-address.ts'

/** The key that these filters make, and whether a combined search stands there. */
export function LookupLine({ lookup }: { readonly lookup: Load<SearchLookup> }) {
  const { t, formats } = useWords()
  const now = useNow(10_000)
  if (lookup.phase === 'failed') return <FailureNotice failure={lookup.failure} on={t('search.lookup')} />
  const known = latest(lookup)
  // Keeps its height while it is looked up: the table below must not jump at every letter.
  if (known === null) return <p className="search-form__lookup" />
  const { key, standing, expiresAt, otherFilters } = known
  return (
    <p className="search-form__lookup" role="status">
      <span className="text-3">{t('search.key')}</span> <span className="mono">{standing ?? key}</span>
      {standing === null ? (
        <StatusWord shape="never" tone="quiet">
          {t('search.notStanding')}
        </StatusWord>
      ) : (
        <>
          <StatusWord shape={otherFilters ? 'warning' : 'ok'} tone={otherFilters ? 'warning' : 'quiet'}>
            {otherFilters
              ? t('search.otherFilters')
              : expiresAt === null
                ? t('search.standingNoTtl')
                : t('search.standing', { left: formats.duration(Math.max(0, expiresAt - now)) })}
          </StatusWord>
          <Button size="small" variant="ghost" onClick={() => goTo(combinedKeyAddress(standing))}>
            {t('search.openKey')}
          </Button>
        </>
      )}
    </p>
  )
}
