import { useEffect } from 'react'
import { keyEvents } from '../../../../shared/keys/key-events.ts'
import { useNamespaces } from '../../../connection/namespaces.ts'
import { useWords } from '../../../i18n/words.ts'
import { latest } from '../../../lib/load.ts'
import { DataTable } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { MiddleCut } from '../../../ui/MiddleCut.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { useLiveFeed } from './live-feed-store.ts'

const all = ''

/** The newest events, by namespace. Overwriting a value tells none. */
export function EventList() {
  const { t, formats } = useWords()
  const namespaces = useNamespaces()
  const { namespace, feed, filter, paused, pause } = useLiveFeed()
  useEffect(() => () => pause(false), [pause])
  const shown = latest(feed)
  return (
    <section aria-label={t('live.events')}>
      <div className="live__filter">
        <Segmented
          label={t('live.namespace')}
          value={namespace ?? all}
          onValue={(value) => void filter(value === all ? null : value)}
          options={[{ value: all, label: t('live.all') }, ...namespaces.map(({ id }) => ({ value: id, label: id }))]}
        />
        {shown && <span className="text-2">{t('live.heard', { heard: shown.heard, shown: shown.events.length })}</span>}
        {paused && <span className="text-2">{t('live.paused')}</span>}
      </div>
      {shown && shown.events.length === 0 ? (
        <EmptyState>{t('live.noEvents')}</EmptyState>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done here; while somebody looks, the rows stand still
        <div
          onPointerEnter={() => pause(true)}
          onPointerLeave={() => pause(false)}
          onFocus={() => pause(true)}
          onBlur={() => pause(false)}
        >
          <DataTable
            caption={t('live.events')}
            rows={shown?.events ?? []}
            rowKey={({ seq }) => String(seq)}
            columns={[
              { id: 'at', header: t('live.at'), width: '136px', render: ({ at }) => formats.clock(at) },
              {
                id: 'event',
                header: t('live.event'),
                width: '160px',
                render: ({ event }) => (
                  <span className={keyEvents[event] < 0 ? 'live__event live__event--gone' : 'live__event'}>
                    {t(`live.event.${event}`)}
                  </span>
                ),
              },
              {
                id: 'key',
                header: t('live.key'),
                rowHeader: true,
                render: ({ key }) => <MiddleCut text={key.label} />,
              },
            ]}
          />
        </div>
      )}
    </section>
  )
}
