import { useState } from 'react'
import type { FamilyStats, StatsReport } from '../../../shared/contract/stats.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { familyWord } from '../../i18n/family-word.ts'
import { mebibyteDigits } from '../../i18n/formats.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { ChartPanel } from '../../ui/ChartPanel.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Legend } from './Legend.tsx'
import { NamespaceBarsChart } from './NamespaceBarsChart.tsx'
import { type Measure, mostBytes, type NamespaceBar, namespaceBars, textureLegend } from './namespace-bars.ts'

export interface NamespacesPanelProps {
  readonly report: StatsReport
  readonly stale: boolean
}

interface TableRow extends Pick<FamilyStats, 'family' | 'keys' | 'bytes'> {
  /** null: outside every namespace. */
  readonly namespace: string | null
}

/** How big each namespace is, by family. */
export function NamespacesPanel({ report, stale }: NamespacesPanelProps) {
  const words = useWords()
  const { t, formats } = words
  const markOf = useMarkOf()
  const [chosen, setMeasure] = useState<Measure>('bytes')
  // Where the server does not let memory be measured, keys are all there is to draw.
  const measure = report.bytes === null ? 'keys' : chosen
  const bars = namespaceBars(report, measure)
  const rows = rowsOf(report)
  const name = (namespace: string | null) => namespace ?? t('overview.other')
  return (
    <ChartPanel<TableRow>
      title={t(measure === 'bytes' ? 'chart.namespaces.memory' : 'chart.namespaces.keys')}
      summary={summaryOf(words, report, measure, bars)}
      stale={stale}
      actions={
        report.bytes !== null && (
          <Segmented<Measure>
            label={t('chart.namespaces.measure')}
            value={measure}
            onValue={setMeasure}
            options={[
              { value: 'bytes', label: t('chart.namespaces.byMemory') },
              { value: 'keys', label: t('chart.namespaces.byKeys') },
            ]}
          />
        )
      }
      rows={rows}
      rowKey={(row) => `${row.namespace} ${row.family}`}
      copyText={copyText(words, rows)}
      columns={[
        {
          id: 'namespace',
          header: t('chart.column.namespace'),
          rowHeader: true,
          sortValue: (row) => name(row.namespace),
          render: (row) => name(row.namespace),
        },
        {
          id: 'family',
          header: t('chart.column.family'),
          sortValue: (row) => row.family,
          render: (row) => (
            <span className="mono" title={familyWord(words, row.family)}>
              {row.family}
            </span>
          ),
        },
        {
          id: 'keys',
          header: t('chart.column.keys'),
          align: 'end',
          sortValue: (row) => row.keys,
          render: (row) => formats.integer(row.keys),
        },
        {
          id: 'memory',
          header: t('chart.column.memory'),
          align: 'end',
          sortValue: (row) => row.bytes,
          render: (row) =>
            row.bytes === null ? <Unknown reason={t('overview.bytes.unknown')} /> : formats.mebibytes(row.bytes, 2),
        },
      ]}
    >
      <Legend textures={textureLegend(report.namespaces.map(({ namespace }) => namespace))} />
      <div className="namespace-bars">
        <div className="namespace-bars__names">
          {bars.map(({ namespace }) => (
            <span key={namespace ?? ''} className="namespace-bars__name">
              {namespace !== null && <ProviderMark mark={markOf(namespace)} letter={namespace[0] ?? '?'} />}
              {name(namespace)}
            </span>
          ))}
        </div>
        <NamespaceBarsChart bars={bars} measure={measure} colourOf={(id) => markOf(id).colour} />
        <div className="namespace-bars__figures chart-figure">
          {bars.map((bar) => (
            <span key={bar.namespace ?? ''} className="namespace-bars__figure">
              {figureOf(words, bar, measure, report)}
            </span>
          ))}
          <span className="namespace-bars__unit">{t(measure === 'keys' ? 'chart.axis.keys' : 'chart.axis.mib')}</span>
        </div>
      </div>
    </ChartPanel>
  )
}

function figureOf({ formats }: Words, bar: NamespaceBar, measure: Measure, report: StatsReport): string {
  if (measure === 'keys') return formats.integer(bar.total)
  const error = bar.error === null ? '' : ` ±${formats.share(bar.error)}`
  return `${report.exact ? '' : '~ '}${formats.mebibytes(bar.total, mebibyteDigits(mostBytes(report)))}${error}`
}

function summaryOf({ t, formats }: Words, report: StatsReport, measure: Measure, bars: readonly NamespaceBar[]) {
  const total = measure === 'keys' ? report.keys : (report.bytes ?? 0)
  const biggest = bars.find(({ namespace }) => namespace !== null)
  if (!biggest || biggest.namespace === null || total === 0) return t('chart.namespaces.empty')
  const share = formats.share(biggest.total / total)
  return measure === 'keys'
    ? t('chart.namespaces.summaryKeys', { namespace: biggest.namespace, share, total: formats.integer(total) })
    : t('chart.namespaces.summary', { namespace: biggest.namespace, share, total: formats.bytes(total) })
}

function rowsOf(report: StatsReport): readonly TableRow[] {
  const inside = report.namespaces.flatMap(({ namespace, families }) =>
    families.map(({ family, keys, bytes }) => ({ namespace, family, keys, bytes })),
  )
  return [
    ...inside,
    { namespace: null, family: report.other.family, keys: report.other.keys, bytes: report.other.bytes },
  ]
}

/** Plain figures: bytes and not MiB, no separators. */
function copyText({ t }: Words, rows: readonly TableRow[]): string {
  const head = [t('chart.column.namespace'), t('chart.column.family'), t('chart.column.keys'), 'bytes'].join('\t')
  return [head, ...rows.map((row) => [row.namespace ?? '', row.family, row.keys, row.bytes ?? ''].join('\t'))].join(
    '\n',
  )
}
