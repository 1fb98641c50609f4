import type { FamilyStats, NamespaceStats } from '../../../shared/contract/stats.ts'
import { type FamilyName, familyOf, otherFamily } from '../../../shared/keys/key-families.ts'
import { requestInvalidation } from '../../connection/requested-flow.ts'
import { familyWord } from '../../i18n/family-word.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { Panel } from '../../ui/Page.tsx'

export interface FamiliesPanelProps {
  readonly stats: NamespaceStats
  /** Whether every key was measured. */
  readonly exact: boolean
  readonly notRemovable: string | null
}

/** Size of a namespace by key family, with the way to remove one of them. */
export function FamiliesPanel({ stats, exact, notRemovable }: FamiliesPanelProps) {
  const words = useWords()
  const { t, formats } = words
  const { namespace, families } = stats
  const heaviest = families.reduce<FamilyStats | null>(
    (top, row) => ((row.bytes ?? 0) > (top?.bytes ?? 0) ? row : top),
    null,
  )
  const share = (row: FamilyStats) => (row.bytes === null || !stats.bytes ? null : row.bytes / stats.bytes)
  const heaviestShare = heaviest && share(heaviest)
  const unmeasured = <Unknown reason={t('reason.serverSilent')} />
  const columns: readonly Column<FamilyStats>[] = [
    {
      id: 'family',
      header: t('providers.families.family'),
      rowHeader: true,
      width: '136px',
      render: ({ family }) =>
        family === otherFamily ? t('providers.families.other') : <span className="mono">{family}</span>,
    },
    {
      id: 'holds',
      header: t('providers.families.holds'),
      wideOnly: true,
      render: ({ family }) => <span className="text-2">{familyWord(words, family)}</span>,
    },
    {
      id: 'keys',
      header: t('providers.families.keys'),
      align: 'end',
      width: '88px',
      sortValue: ({ keys }) => keys,
      render: ({ keys }) => formats.integer(keys),
    },
    {
      id: 'bytes',
      header: t('providers.families.memory'),
      align: 'end',
      width: '100px',
      sortValue: ({ bytes }) => bytes,
      render: ({ bytes, bytesError }) =>
        bytes === null ? (
          unmeasured
        ) : (
          <span title={`${formats.integer(bytes)} B`}>
            {exact ? '' : '~ '}
            {formats.mebibytes(bytes)}
            {bytesError === null ? '' : ` ±${formats.share(bytesError)}`}
          </span>
        ),
    },
    {
      id: 'share',
      header: t('providers.families.share'),
      width: '156px',
      wideOnly: true,
      render: (row) => <ShareBar share={share(row)} />,
    },
    {
      id: 'ttl',
      header: t('providers.families.ttl'),
      align: 'end',
      width: '104px',
      render: ({ family }) => {
        const seconds = familyOf(namespace, family)?.ttlSeconds
        return seconds === undefined ? <Unknown reason={t('common.notApplicable')} /> : formats.duration(seconds * 1000)
      },
    },
    {
      id: 'noTtl',
      header: t('providers.families.noTtl'),
      align: 'end',
      width: '76px',
      sortValue: ({ noTtl }) => noTtl,
      render: ({ noTtl }) => (noTtl > 0 ? <strong>{formats.integer(noTtl)}</strong> : formats.integer(0)),
    },
    {
      id: 'actions',
      header: t('providers.families.actions'),
      align: 'end',
      width: '136px',
      render: ({ family, keys }) =>
        family === otherFamily ? null : (
          <Button
            size="small"
            variant="ghost"
            reason={notRemovable ?? (keys === 0 ? t('providers.families.empty') : null)}
            reasonShown="hidden"
            aria-label={t('providers.invalidateFamily', { family: `${namespace}:${family}` })}
            // The report's names are table rows: `other` was left out above.
            onClick={() => requestInvalidation({ namespace, families: [family as FamilyName] })}
          >
            {t('providers.invalidate')}
          </Button>
        ),
    },
  ]
  return (
    <Panel
      flush
      title={t('providers.families.title')}
      note={
        heaviest && heaviestShare !== null
          ? t('providers.families.summary', { family: heaviest.family, share: formats.share(heaviestShare), namespace })
          : stats.keys === 0
            ? t('providers.families.summaryEmpty', { namespace })
            : null
      }
    >
      <DataTable
        caption={t('providers.families.title')}
        columns={columns}
        rows={families}
        rowKey={({ family }) => family}
        foot={[
          {
            key: 'total',
            cells: [
              t('common.total'),
              null,
              <strong key="keys">{formats.integer(stats.keys)}</strong>,
              stats.bytes === null ? unmeasured : <strong key="bytes">{formats.mebibytes(stats.bytes)}</strong>,
            ],
          },
        ]}
      />
    </Panel>
  )
}

function ShareBar({ share }: { readonly share: number | null }) {
  const { t, formats } = useWords()
  if (share === null) return <Unknown reason={t('common.unknown')} />
  return (
    <span className="providers__share">
      <span className="providers__share-track" aria-hidden="true">
        <span className="providers__share-bar" style={{ width: `${share * 100}%` }} />
      </span>
      {formats.share(share)}
    </span>
  )
}
