import type { InvalidationPreview } from '../../../shared/contract/invalidation.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { namespacePrefix } from '../../../shared/keys/cache-key.ts'
import { otherFamily } from '../../../shared/keys/key-families.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'

type Share = InvalidationPreview['families'][number]

/** What goes, by family, with its total: the exact list's own figures. */
export function FamilyTable({ preview }: { readonly preview: InvalidationPreview }) {
  const { t, formats } = useWords()
  const { namespace } = preview.target
  const mark = useMarkOf()(namespace)
  const unmeasured = <Unknown reason={t('invalidation.preview.bytesUnknown')} />
  const bytes = (value: number | null) => (value === null ? unmeasured : formats.bytes(value))
  const columns: readonly Column<Share>[] = [
    {
      id: 'family',
      header: t('invalidation.preview.goes', { act: actOf(preview.target) }),
      rowHeader: true,
      render: ({ family }) => (
        <span className="invalidation__family">
          <ProviderMark mark={mark} letter={namespace.charAt(0)} />
          {family === otherFamily ? (
            <span title={t('invalidation.preview.otherHint', { prefix: namespacePrefix(namespace) })}>
              {t('invalidation.preview.other', { namespace })}
            </span>
          ) : (
            <span className="mono">{`${namespace}:${family}`}</span>
          )}
        </span>
      ),
    },
    {
      id: 'keys',
      header: t('invalidation.preview.keys'),
      align: 'end',
      width: '120px',
      render: ({ keys }) => formats.integer(keys),
    },
    {
      id: 'bytes',
      header: t('invalidation.preview.memory'),
      align: 'end',
      width: '120px',
      render: (share) => bytes(share.bytes),
    },
  ]
  return (
    <DataTable
      caption={t('invalidation.preview.goes', { act: actOf(preview.target) })}
      columns={columns}
      rows={preview.families}
      rowKey={({ family }) => family}
      edge="none"
      foot={[
        {
          key: 'total',
          cells: [
            <span key="at" className="text-2">
              {t('invalidation.preview.closedAt', { time: formats.clock(preview.at) })}
            </span>,
            <strong key="keys">{formats.integer(preview.count)}</strong>,
            <strong key="bytes">{bytes(preview.bytes)}</strong>,
          ],
        },
      ]}
    />
  )
}
