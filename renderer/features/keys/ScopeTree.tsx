import type { KeyboardEvent } from 'react'
import type { KeyScope } from '../../../shared/contract/keys.ts'
import type { FamilyStats, StatsReport } from '../../../shared/contract/stats.ts'
import { familiesOf, otherFamily } from '../../../shared/keys/key-families.ts'
import type { ShownNamespace } from '../../connection/namespaces.ts'
import { mebibyteDigits } from '../../i18n/formats.ts'
import { useWords } from '../../i18n/words.ts'
import { Unknown } from '../../ui/Figure.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'

export interface ScopeTreeProps {
  readonly namespaces: readonly ShownNamespace[]
  readonly report: StatsReport | null
  readonly scope: KeyScope
  readonly addressOf: (scope: KeyScope) => string
}

interface Entry {
  readonly scope: KeyScope
  readonly name: string
  readonly namespace: ShownNamespace | null
  readonly depth: 0 | 1
  readonly keys: number | null
  readonly bytes: number | null
}

/** Every namespace and family of the whole keyspace with its figures, however rare; each is a link to its keys. */
export function ScopeTree({ namespaces, report, scope, addressOf }: ScopeTreeProps) {
  const { t, formats } = useWords()
  const entries = entriesOf(namespaces, report, { all: t('browse.all'), outside: t('browse.outside') })
  const digits = mebibyteDigits(Math.max(0, ...entries.map(({ bytes }) => bytes ?? 0)))
  const unread = <Unknown reason={t('reason.notAsked')} />
  return (
    <nav className="keys__tree" aria-label={t('browse.tree')}>
      <p className="keys__tree-head" aria-hidden="true">
        <span>{t('browse.tree')}</span>
        <span>{t('browse.column.keys')}</span>
        <span>MiB</span>
      </p>
      <ul>
        {entries.map((entry) => (
          <li key={JSON.stringify(entry.scope)}>
            <a
              className={`keys__link keys__link--${entry.depth === 0 ? 'namespace' : 'family'}`}
              href={`#${addressOf(entry.scope)}`}
              onKeyDown={moveBetweenLinks}
              aria-current={sameScope(entry.scope, scope) ? 'page' : undefined}
            >
              <span className="keys__link-name">
                {entry.namespace && entry.depth === 0 && (
                  <ProviderMark mark={entry.namespace.mark} letter={entry.namespace.id.charAt(0)} />
                )}
                <span className={entry.depth === 1 ? 'mono' : undefined}>{entry.name}</span>
              </span>
              <span>{entry.keys === null ? unread : formats.integer(entry.keys)}</span>
              <span className="text-2">{entry.bytes === null ? unread : formats.mebibytes(entry.bytes, digits)}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="keys__tree-foot">
        <a href="#/fetches/search">{t('browse.byFilters')}</a>
      </p>
      <p className="keys__tree-foot">{coverageWords()}</p>
    </nav>
  )

  function coverageWords(): string {
    if (report === null) return t('browse.coverage.none')
    if (report.complete) return t('browse.coverage.complete', { at: formats.clock(report.at) })
    const share = report.expectedKeys === 0 ? 1 : Math.min(1, report.keys / report.expectedKeys)
    return t('browse.coverage.part', { share: formats.share(share) })
  }
}

function entriesOf(
  namespaces: readonly ShownNamespace[],
  report: StatsReport | null,
  names: { readonly all: string; readonly outside: string },
): readonly Entry[] {
  const figures = (stats: Pick<FamilyStats, 'keys' | 'bytes'> | undefined) => ({
    keys: stats?.keys ?? null,
    bytes: stats?.bytes ?? null,
  })
  return [
    { scope: { kind: 'all' }, name: names.all, namespace: null, depth: 0, ...figures(report ?? undefined) },
    ...namespaces.flatMap((namespace): Entry[] => {
      const { id } = namespace
      const stats = report?.namespaces.find((row) => row.namespace === id)
      const other = stats?.families.find(({ family }) => family === otherFamily)
      return [
        { scope: { kind: 'namespace', namespace: id }, name: id, namespace, depth: 0, ...figures(stats) },
        ...familiesOf(id).map(
          (row): Entry => ({
            // The table's rows are the families a scope may name.
            scope: { kind: 'family', namespace: id, family: row.name } as KeyScope,
            name: row.name,
            namespace,
            depth: 1,
            ...figures(stats?.families.find(({ family }) => family === row.name)),
          }),
        ),
        ...(other
          ? [
              {
                scope: { kind: 'other', namespace: id },
                name: otherFamily,
                namespace,
                depth: 1,
                ...figures(other),
              } as const,
            ]
          : []),
      ]
    }),
    { scope: { kind: 'outside' }, name: names.outside, namespace: null, depth: 0, ...figures(report?.other) },
  ]
}

const sameScope = (a: KeyScope, b: KeyScope) => JSON.stringify(a) === JSON.stringify(b)

function moveBetweenLinks(event: KeyboardEvent<HTMLAnchorElement>): void {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
  if (step === undefined) return
  const links = [...(event.currentTarget.closest('ul')?.querySelectorAll('a') ?? [])]
  const next = links[links.indexOf(event.currentTarget) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
