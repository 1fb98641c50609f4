import type { LaneComparison } from '../../../shared/contract/fetch.ts'
import { heavyPayloadBytes } from '../../../shared/keys/daily-fetch-limits.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { MiddleCut } from '../../ui/MiddleCut.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import './lane.css'

/** The stored value beside the fetched one: items, size, first and last id; and a word where the size is a burden. */
export function Comparison({ comparison }: { readonly comparison: LaneComparison }) {
  const { t, formats } = useWords()
  const { oldItems, newItems, oldBytes, newBytes, oldEnds, newEnds } = comparison
  const noOld = <Unknown reason={t('fetches.compare.noOld')} />
  const figures = (old: number | null, fresh: number, text: (value: number) => string) => ({
    old: old === null ? noOld : text(old),
    fresh: text(fresh),
    change: old ? formats.signedShare((fresh - old) / old) : noOld,
  })
  const ids = (old: string | null, fresh: string | null) => ({
    old: <Id id={old} />,
    fresh: <Id id={fresh} />,
    change: old !== null && old === fresh ? t('fetches.compare.same') : '',
  })
  const lines = [
    { id: 'items', name: t('fetches.compare.items'), ...figures(oldItems, newItems, formats.integer) },
    { id: 'bytes', name: t('fetches.compare.bytes'), ...figures(oldBytes, newBytes, formats.bytes) },
    { id: 'first', name: t('fetches.compare.first'), ...ids(oldEnds.first, newEnds.first) },
    { id: 'last', name: t('fetches.compare.last'), ...ids(oldEnds.last, newEnds.last) },
  ]
  const columns: readonly Column<(typeof lines)[number]>[] = [
    { id: 'name', header: t('fetches.compare.what'), width: '104px', rowHeader: true, render: (line) => line.name },
    { id: 'old', header: t('fetches.compare.old'), align: 'end', render: (line) => line.old },
    { id: 'new', header: t('fetches.compare.new'), align: 'end', render: (line) => line.fresh },
    { id: 'change', header: t('fetches.compare.change'), width: '88px', align: 'end', render: (line) => line.change },
  ]
  return (
    <div className="lane__comparison">
      <DataTable
        caption={t('fetches.compare.caption')}
        columns={columns}
        rows={lines}
        rowKey={(line) => line.id}
        edge="none"
      />
      {newBytes > heavyPayloadBytes && (
        <StatusWord shape="warning" tone="warning">
          {t('fetches.compare.heavy', { size: formats.bytes(newBytes) })}
        </StatusWord>
      )}
    </div>
  )
}

function Id({ id }: { readonly id: string | null }) {
  const { t } = useWords()
  return id === null ? <Unknown reason={t('fetches.compare.noId')} /> : <MiddleCut text={id} />
}
