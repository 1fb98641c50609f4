import { useEffect, useState } from 'react'
import type { HistoryMark, StatsHistory } from '../../../shared/contract/history.ts'
import { type HistorySpan, historySpans, useHistory } from '../../connection/history-store.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { ChartPanel } from '../../ui/ChartPanel.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { GrowthChart } from './GrowthChart.tsx'
import { biggestChange, type GrowthPoint, growthPoints } from './growth-lines.ts'
import type { Measure } from './namespace-bars.ts'

const mebibyte = 2 ** 20
/** More labels than this would only cover the lines. */
const marksShown = 12

export interface GrowthPanelProps {
  readonly namespaces: readonly string[]
  /** When the newest report was taken: another one is another point. */
  readonly reportAt: number
  readonly stale: boolean
}

/** What is growing. Only what was measured is drawn. */
export function GrowthPanel({ namespaces, reportAt, stale }: GrowthPanelProps) {
  const words = useWords()
  const { t } = words
  const [measure, setMeasure] = useState<Measure>('bytes')
  const { days, passes, show, refresh } = useHistory()
  const markOf = useMarkOf()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer report means a newer point
  useEffect(() => void refresh(), [refresh, reportAt])

  const history = latest(passes)
  const points = history ? growthPoints(history, namespaces, measure) : []
  const measured = points.filter(({ values }) => Object.values(values).some((value) => value !== null))
  return (
    <ChartPanel<GrowthPoint>
      title={t('chart.growth.title')}
      summary={summaryOf(words, passes.phase === 'failed', history, points, namespaces, measure)}
      stale={stale}
      actions={
        <>
          <Segmented<Measure>
            label={t('chart.namespaces.measure')}
            value={measure}
            onValue={setMeasure}
            options={[
              { value: 'bytes', label: t('chart.namespaces.byMemory') },
              { value: 'keys', label: t('chart.namespaces.byKeys') },
            ]}
          />
          <Segmented
            label={t('chart.growth.span')}
            value={String(days)}
            onValue={(value) => void show(Number(value) as HistorySpan)} // one of the options below
            options={historySpans.map((span) => ({
              value: String(span),
              label: t('chart.growth.days', { days: span }),
            }))}
          />
        </>
      }
      rows={[...measured].reverse()}
      rowKey={({ at }) => String(at)}
      copyText={copyText(words, measured, namespaces)}
      columns={columnsOf(words, namespaces, measure)}
    >
      {history && measured.length > 0 && (
        <>
          <p className="chart-panel__unit">{t(measure === 'keys' ? 'chart.axis.keys' : 'chart.axis.mib')}</p>
          <div className="chart-legend">
            {namespaces.map((id) => (
              <span key={id} className="chart-legend__entry">
                <ProviderMark mark={markOf(id)} letter={id[0] ?? '?'} />
                {id}
              </span>
            ))}
          </div>
          <GrowthChart
            points={points}
            namespaces={namespaces}
            markOf={markOf}
            unit={measure === 'keys' ? 1 : mebibyte}
            from={history.from}
            to={history.to}
            marks={history.marks.slice(-marksShown).map((mark) => ({
              at: mark.at,
              label: markText(words, mark),
              loud: mark.kind === 'invalidation',
            }))}
          />
        </>
      )}
    </ChartPanel>
  )
}

function markText({ t }: Words, { kind }: HistoryMark): string {
  return t(`chart.growth.mark.${kind}`)
}

function summaryOf(
  { t, formats }: Words,
  failed: boolean,
  history: StatsHistory | null,
  points: readonly GrowthPoint[],
  namespaces: readonly string[],
  measure: Measure,
): string {
  if (!history) return t(failed ? 'chart.growth.failed' : 'chart.growth.loading')
  if (points.length === 0) return t('chart.growth.none')
  const biggest = biggestChange(points, namespaces)
  const estimated = history.points.some(({ exact }) => !exact) ? ` ${t('chart.growth.estimated')}` : ''
  if (!biggest) return `${t('chart.growth.one', { at: formats.instant(history.points[0]?.at ?? 0) })}${estimated}`
  const { namespace, change, since } = biggest
  const at = formats.instant(since)
  if (change === 0) return `${t('chart.growth.steady', { at })}${estimated}`
  const amount = measure === 'keys' ? t('chart.growth.keys', { n: Math.abs(change) }) : formats.bytes(Math.abs(change))
  return `${t(change > 0 ? 'chart.growth.grew' : 'chart.growth.shrank', { namespace, amount, at })}${estimated}`
}

function columnsOf({ t, formats }: Words, namespaces: readonly string[], measure: Measure): Column<GrowthPoint>[] {
  const figure = (value: number) => (measure === 'keys' ? formats.integer(value) : formats.mebibytes(value, 2))
  return [
    {
      id: 'at',
      header: t('chart.growth.at'),
      rowHeader: true,
      sortValue: ({ at }) => at,
      render: ({ at }) => formats.instant(at),
    },
    ...namespaces.map((id) => ({
      id,
      header: measure === 'keys' ? id : `${id}, MiB`,
      align: 'end' as const,
      sortValue: ({ values }: GrowthPoint) => values[id] ?? null,
      render: ({ values }: GrowthPoint) =>
        values[id] == null ? <Unknown reason={t('chart.growth.unmeasured')} /> : figure(values[id]),
    })),
  ]
}

/** Plain figures: keys or bytes, instants in UTC. */
function copyText({ formats }: Words, points: readonly GrowthPoint[], namespaces: readonly string[]): string {
  const rows = points.map(({ at, values }) => [formats.isoInstant(at), ...namespaces.map((id) => values[id] ?? '')])
  return [['at', ...namespaces], ...rows].map((row) => row.join('\t')).join('\n')
}
