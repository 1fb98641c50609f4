import { useWords } from '../../i18n/words.ts'
import './fetch-sections.css'

const sections = ['runs', 'search', 'compare'] as const
export type FetchSection = (typeof sections)[number]

/** The parts of this screen, each with an address of its own. */
export function FetchSections({ current }: { readonly current: FetchSection }) {
  const { t } = useWords()
  return (
    <nav className="fetch-sections" aria-label={t('procurements.sections')}>
      {sections.map((section) => (
        <a
          key={section}
          className="fetch-sections__link"
          href={section === 'runs' ? '#/fetches' : `#/fetches/${section}`}
          aria-current={section === current ? 'page' : undefined}
        >
          {t(`procurements.section.${section}`)}
        </a>
      ))}
    </nav>
  )
}
