import type { StatsReport } from '../../../shared/contract/stats.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { mebibyteDigits } from '../../i18n/formats.ts'
import { useWords } from '../../i18n/words.ts'
import { ChartPanel } from '../../ui/ChartPanel.tsx'
import { KeyspaceTreemapChart } from './KeyspaceTreemapChart.tsx'
import { keyspaceAreas } from './keyspace-areas.ts'

/** What takes the memory, over all namespaces at once: where looking beats reading. */
export function KeyspacePanel({ report, stale }: { readonly report: StatsReport; readonly stale: boolean }) {
  const { t, formats } = useWords()
  const markOf = useMarkOf()
  const areas = keyspaceAreas(report)
  const [largest] = areas
  const total = areas.reduce((sum, { bytes }) => sum + bytes, 0)
  if (!largest) return null
  const digits = mebibyteDigits(largest.bytes)
  return (
    <div className="providers__keyspace">
      <ChartPanel
        title={t('providers.keyspace')}
        summary={t('providers.keyspaceSummary', {
          name: `${largest.namespace}:${largest.family}`,
          share: formats.share(largest.bytes / total),
        })}
        stale={stale}
        columns={[
          {
            id: 'name',
            header: t('providers.families.family'),
            rowHeader: true,
            render: ({ namespace, family }) => <span title={`${namespace}:${family}`}>{`${namespace}:${family}`}</span>,
          },
          {
            id: 'bytes',
            header: 'MiB',
            width: '72px',
            align: 'end',
            sortValue: ({ bytes }) => bytes,
            render: ({ bytes }) => formats.mebibytes(bytes, digits),
          },
        ]}
        rows={areas}
        rowKey={({ namespace, family }) => `${namespace}:${family}`}
        copyText={areas.map(({ namespace, family, bytes }) => `${namespace}:${family}\t${bytes}`).join('\n')}
      >
        <KeyspaceTreemapChart areas={areas} colourOf={(namespace) => markOf(namespace).colour} />
      </ChartPanel>
    </div>
  )
}
