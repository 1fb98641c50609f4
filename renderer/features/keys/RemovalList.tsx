import { useState } from 'react'
import type { KeysPreview } from '../../../shared/contract/invalidation.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { MiddleCut } from '../../ui/MiddleCut.tsx'
import { Pager } from './Pager.tsx'
import { ScrollRegion } from './ScrollRegion.tsx'

type Key = KeysPreview['keys'][number]

/** Keys that are drawn at once. */
const pageSize = 100

/** Every one of several keys that go, with its size and its end, page by page. */
export function RemovalList({ preview }: { readonly preview: KeysPreview }) {
  const { t, formats } = useWords()
  const [page, setPage] = useState(0)
  const before = page * pageSize
  const rows = preview.keys.slice(before, before + pageSize)
  const bytes = (value: number | null) =>
    value === null ? <Unknown reason={t('reason.serverSilent')} /> : formats.bytes(value)
  const columns: readonly Column<Key>[] = [
    {
      id: 'key',
      header: t('browse.remove.list'),
      rowHeader: true,
      render: ({ key }) =>
        key.label === '' ? <em>{t('browse.emptyName')}</em> : <MiddleCut text={key.label} prefix="" />,
    },
    {
      id: 'bytes',
      header: t('browse.fact.memory'),
      align: 'end',
      width: '96px',
      render: (key) => bytes(key.bytes),
    },
    {
      id: 'expires',
      header: t('browse.fact.expires'),
      align: 'end',
      width: '176px',
      render: ({ expiresAt }) => (expiresAt === null ? t('browse.never') : formats.instant(expiresAt)),
    },
  ]
  return (
    <div>
      <ScrollRegion label={t('browse.remove.list')} className="keys__removal-list">
        <DataTable
          caption={t('browse.remove.list')}
          columns={columns}
          rows={rows}
          // Long names may look the same once they are cut.
          rowKey={(key) => String(before + rows.indexOf(key))}
          edge="none"
          foot={[
            {
              key: 'total',
              cells: [
                t('browse.marks.count', { count: preview.count }),
                <strong key="bytes">{bytes(preview.bytes)}</strong>,
                '',
              ],
            },
          ]}
        />
      </ScrollRegion>
      <Pager
        page={page}
        pages={Math.ceil(preview.count / pageSize)}
        words={t('browse.elements', {
          first: formats.integer(before + 1),
          last: formats.integer(before + rows.length),
          total: formats.integer(preview.count),
        })}
        onPage={setPage}
      />
    </div>
  )
}
