import type { Comparison, PublicationDay } from '../../../../shared/contract/compare.ts'
import { useMarkOf } from '../../../connection/namespaces.ts'
import { useWords, type Words } from '../../../i18n/words.ts'
import { ChartPanel } from '../../../ui/ChartPanel.tsx'
import { Unknown } from '../../../ui/Figure.tsx'
import { ProviderMark } from '../../../ui/ProviderMark.tsx'
import { CountsByDayChart } from './CountsByDayChart.tsx'

/** How many procurements each provider says were published on each day. */
export function CountsByDayPanel({ comparison }: { readonly comparison: Comparison }) {
  const words = useWords()
  const { t, formats } = words
  const markOf = useMarkOf()
  const { byDay } = comparison
  const providers = comparison.totals.map(({ provider }) => provider)
  const countOf = ({ counts }: PublicationDay, provider: string) => counts.find((count) => count.provider === provider)
  return (
    <ChartPanel<PublicationDay>
      title={t('compare.byDay')}
      summary={summaryOf(words, comparison)}
      rows={byDay}
      rowKey={({ day }) => day}
      copyText={[
        ['day', ...providers].join('\t'),
        ...byDay.map((row) => [row.day, ...providers.map((id) => countOf(row, id)?.procurements ?? '')].join('\t')),
      ].join('\n')}
      columns={[
        {
          id: 'day',
          header: t('compare.column.published'),
          rowHeader: true,
          render: ({ day }) => formats.fullDay(day),
        },
        ...providers.map((provider) => ({
          id: provider,
          header: provider,
          align: 'end' as const,
          render: (row: PublicationDay) => {
            const count = countOf(row, provider)
            if (count === undefined || count.procurements === null) return <Unknown reason={t('compare.notCovered')} />
            const figure = formats.integer(count.procurements)
            return count.partial ? t('compare.partial', { figure }) : figure
          },
        })),
      ]}
    >
      <ul className="chart-legend">
        {providers.map((provider) => (
          <li key={provider} className="chart-legend__entry">
            <ProviderMark mark={markOf(provider)} letter={provider.charAt(0)} />
            {provider}
          </li>
        ))}
        <li className="chart-legend__entry">
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <circle cx="5" cy="5" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          </svg>
          {t('compare.partialLegend')}
        </li>
      </ul>
      <p className="chart-panel__unit">{t('compare.unit')}</p>
      <CountsByDayChart byDay={byDay} providers={providers} markOf={markOf} />
    </ChartPanel>
  )
}

/** The day with most, and how much is not known. */
function summaryOf({ t, formats }: Words, { byDay, undated }: Comparison): string {
  const known = byDay.flatMap(({ day, counts }) =>
    counts.flatMap(({ provider, procurements }) => (procurements === null ? [] : [{ day, provider, procurements }])),
  )
  const [top] = known.toSorted((a, b) => b.procurements - a.procurements)
  const gaps = byDay.flatMap(({ counts }) => counts).length - known.length
  if (!top || top.procurements === 0) return t('compare.byDayNone', { gaps, undated })
  return t('compare.byDaySummary', {
    provider: top.provider,
    day: formats.day(top.day),
    n: top.procurements,
    gaps,
    undated,
  })
}
