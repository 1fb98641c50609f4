import type { SearchProgress } from '../../../../shared/contract/search.ts'
import { useWords } from '../../../i18n/words.ts'
import { StatusWord } from '../../../ui/StatusWord.tsx'

export interface SearchProgressLinesProps {
  readonly providers: readonly string[]
  readonly progress: ReadonlyMap<string, SearchProgress>
}

/** How far each provider is; one that answers from the cache has no pages to tell of. */
export function SearchProgressLines({ providers, progress }: SearchProgressLinesProps) {
  const { t } = useWords()
  return (
    <ul className="search-progress" role="status" aria-label={t('search.running')}>
      {providers.map((provider) => {
        const told = progress.get(provider)
        return (
          <li key={provider}>
            <StatusWord shape="running" tone="info">
              {told
                ? t('search.pages', { provider, pages: told.pages, found: told.found })
                : t('search.waiting', { provider })}
            </StatusWord>
          </li>
        )
      })}
    </ul>
  )
}
