import { ScanSearch } from 'lucide-react'
import type { StatsReport } from '../../../shared/contract/stats.ts'
import type { ShownNamespace } from '../../connection/namespaces.ts'
import { useWords } from '../../i18n/words.ts'
import { Unknown } from '../../ui/Figure.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'

export interface NamespaceListProps {
  readonly namespaces: readonly ShownNamespace[]
  readonly report: StatsReport | null
  /** A namespace, or `policies`. */
  readonly chosen: string
}

/** The namespaces with their keys; each is a link, so that a view can be copied and opened again. */
export function NamespaceList({ namespaces, report, chosen }: NamespaceListProps) {
  const { t, formats } = useWords()
  return (
    <nav className="providers__list" aria-label={t('providers.list')}>
      <p className="providers__list-head" aria-hidden="true">
        <span>{t('providers.column.provider')}</span>
        <span>{t('providers.column.keys')}</span>
      </p>
      <ul>
        {namespaces.map(({ id, mark }) => {
          const keys = report?.namespaces.find(({ namespace }) => namespace === id)?.keys
          return (
            <li key={id}>
              <a
                className="providers__link"
                href={`#/providers/${id}`}
                aria-current={id === chosen ? 'page' : undefined}
              >
                <ProviderMark mark={mark} letter={id.charAt(0)} />
                <span className="providers__link-name">{id}</span>
                <span>{keys === undefined ? <Unknown reason={t('reason.notAsked')} /> : formats.integer(keys)}</span>
              </a>
            </li>
          )
        })}
      </ul>
      <ul className="providers__policies">
        <li>
          <a
            className="providers__link"
            href="#/providers/policies"
            aria-current={chosen === 'policies' ? 'page' : undefined}
          >
            <ScanSearch size={14} aria-hidden="true" />
            <span className="providers__link-name">{t('policy.title')}</span>
          </a>
        </li>
      </ul>
    </nav>
  )
}
