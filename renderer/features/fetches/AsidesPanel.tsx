import type { FetchAside } from '../../../shared/contract/fetch-aside.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import type { StateShape } from '../../ui/icons.ts'
import { Panel } from '../../ui/Page.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import './asides.css'

export interface AsidesPanelProps {
  readonly asides: readonly FetchAside[]
  readonly onDecide: (aside: FetchAside) => void
}

const shapes: Readonly<Record<FetchAside['reason'], StateShape>> = {
  empty: 'empty',
  shrunk: 'kept',
  incomplete: 'incomplete',
}

/** Results that were not stored and wait for a decision; undecided, the stored value stays. */
export function AsidesPanel({ asides, onDecide }: AsidesPanelProps) {
  const { t, formats } = useWords()
  const markOf = useMarkOf()
  const columns: readonly Column<FetchAside>[] = [
    {
      id: 'provider',
      header: t('fetches.history.provider'),
      width: '140px',
      rowHeader: true,
      render: ({ provider }) => (
        <span className="asides__provider">
          <ProviderMark mark={markOf(provider)} letter={provider.charAt(0)} />
          {provider}
        </span>
      ),
    },
    { id: 'day', header: t('fetches.history.day'), width: '72px', render: ({ day }) => formats.day(day) },
    {
      id: 'reason',
      header: t('fetches.aside.why'),
      render: ({ reason }) => (
        <StatusWord shape={shapes[reason]} tone="warning">
          {t(`fetches.aside.reason.${reason}`)}
        </StatusWord>
      ),
    },
    {
      id: 'items',
      header: t('fetches.aside.items'),
      width: '124px',
      align: 'end',
      render: ({ items }) => formats.integer(items),
    },
    {
      id: 'live',
      header: t('fetches.aside.stored'),
      width: '124px',
      align: 'end',
      render: ({ live }) =>
        live === null || live.items === null ? (
          <Unknown reason={t(live === null ? 'fetches.compare.noOld' : 'fetches.day.unreadable')} />
        ) : (
          formats.integer(live.items)
        ),
    },
    { id: 'by', header: t('fetches.aside.by'), width: '160px', wideOnly: true, render: ({ by }) => by },
    {
      id: 'until',
      header: t('fetches.aside.until'),
      width: '144px',
      render: ({ expiresAt }) => formats.instant(expiresAt),
    },
    {
      id: 'act',
      header: <span className="visually-hidden">{t('fetches.aside.decision')}</span>,
      width: '184px',
      align: 'end',
      render: (aside) => (
        <Button
          size="small"
          onClick={() => onDecide(aside)}
          aria-label={t('fetches.aside.decideNamed', { provider: aside.provider, day: formats.day(aside.day) })}
        >
          {t('fetches.aside.decide')}
        </Button>
      ),
    },
  ]
  return (
    <Panel flush title={t('fetches.aside.title')} note={t('fetches.aside.note')}>
      <DataTable
        caption={t('fetches.aside.caption')}
        columns={columns}
        rows={asides}
        rowKey={({ provider, day }) => `${provider} ${day}`}
      />
    </Panel>
  )
}
