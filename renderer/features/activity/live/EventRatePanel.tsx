import { useWords } from '../../../i18n/words.ts'
import { latest } from '../../../lib/load.ts'
import { ChartPanel } from '../../../ui/ChartPanel.tsx'
import { EventRateChart } from './EventRateChart.tsx'
import { useLiveFeed } from './live-feed-store.ts'
import { type RatePoint, ratePoints } from './rate-points.ts'

const spanMs = 5 * 60_000

/** Events per second over the last five minutes; times that may have missed some are bands, not zeros. */
export function EventRatePanel() {
  const { t, formats } = useWords()
  const feed = latest(useLiveFeed((state) => state.feed))
  // Nothing is known of the time after it was read: no second of it is drawn.
  const now = feed?.at ?? 0
  const points = feed ? ratePoints(feed, now - spanMs, now) : []
  const known = points.filter(({ rate }) => rate !== null)
  const most = Math.max(0, ...known.map(({ rate }) => rate ?? 0))
  const gaps = feed?.gaps ?? []
  const gapRows = gaps.map(({ from, to }) =>
    t('live.gap', { from: formats.clock(from), to: to === null ? t('live.gapOpen') : formats.clock(to) }),
  )
  return (
    <ChartPanel<RatePoint>
      title={t('live.rate')}
      summary={[t('live.rateSummary', { most: formats.integer(most) }), ...gapRows.slice(-2)].join(' ')}
      rows={[...known].reverse()}
      rowKey={({ at }) => String(at)}
      copyText={known.map(({ at, rate }) => `${formats.isoInstant(at)}\t${rate}`).join('\n')}
      columns={[
        { id: 'at', header: t('live.at'), rowHeader: true, render: ({ at }) => formats.clock(at) },
        {
          id: 'rate',
          header: t('live.rateAxis'),
          align: 'end',
          sortValue: ({ rate }) => rate,
          render: ({ rate }) => formats.integer(rate ?? 0),
        },
      ]}
    >
      <p className="chart-panel__unit">{t('live.rateAxis')}</p>
      <EventRateChart points={points} gaps={gaps} from={now - spanMs} to={now} />
    </ChartPanel>
  )
}
