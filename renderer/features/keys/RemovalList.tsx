import type { KeysPreview } from '../../../shared/contract/invalidation.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { MiddleCut } from '../../ui/MiddleCut.tsx'
import { ScrollRegion } from './ScrollRegion.tsx'

type Key = KeysPreview['keys'][number]

/** Every one of several keys that go, with its size and its end. */
export function RemovalList({ preview }: { readonly preview: KeysPreview }) {
  const { t, formats } = useWords()
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
    <ScrollRegion label={t('browse.remove.list')} className="keys__removal-list">
      <DataTable
        caption={t('browse.remove.list')}
        columns={columns}
        rows={preview.keys}
        rowKey={({ key }) => key.base64 ?? key.label}
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
  )
}
