import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { InvalidationPreview } from '../../../shared/contract/invalidation.ts'
import type { KeyLabel } from '../../../shared/contract/primitives.ts'
import { namespacePrefix } from '../../../shared/keys/cache-key.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { MiddleCut } from '../../ui/MiddleCut.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { type ListPage, listPageSize } from './invalidation-store.ts'

export interface KeyListProps {
  readonly preview: InvalidationPreview
  /** A page of the exact list; null shows the sample that came with the preview. */
  readonly list: ListPage | null
  readonly onPage: (offset: number) => void
  readonly onHide: () => void
}

/** Twenty keys of what goes, or the exact list page by page. */
export function KeyList({ preview, list, onPage, onHide }: KeyListProps) {
  const { t, formats } = useWords()
  if (preview.count === 0) return null
  const total = formats.integer(preview.count)
  const page = list && latest(list.keys)
  const last = list ? Math.min(list.offset + listPageSize, preview.count) : 0
  return (
    <section className="invalidation__keys" aria-label={t('invalidation.preview.list')}>
      <header className="invalidation__keys-head">
        <h3>
          {list
            ? t('invalidation.preview.listRange', {
                from: formats.integer(list.offset + 1),
                to: formats.integer(last),
                total,
              })
            : t('invalidation.preview.samples', { shown: preview.samples.length, total })}
        </h3>
        {list && (
          <>
            <Button
              size="small"
              icon={ChevronLeft}
              reason={list.offset === 0 ? t('invalidation.preview.listFirst') : null}
              reasonShown="hidden"
              onClick={() => onPage(Math.max(0, list.offset - listPageSize))}
            >
              {t('invalidation.preview.listPrevious')}
            </Button>
            <Button
              size="small"
              icon={ChevronRight}
              reason={last >= preview.count ? t('invalidation.preview.listLast') : null}
              reasonShown="hidden"
              onClick={() => onPage(list.offset + listPageSize)}
            >
              {t('invalidation.preview.listNext')}
            </Button>
          </>
        )}
        <Button size="small" aria-expanded={list !== null} onClick={() => (list ? onHide() : onPage(0))}>
          {t(list ? 'invalidation.preview.listHide' : 'invalidation.preview.listShow')}
        </Button>
      </header>
      {list?.keys.phase === 'failed' && (
        <FailureNotice failure={list.keys.failure} onRetry={() => onPage(list.offset)} />
      )}
      {list && page === null && list.keys.phase === 'loading' && <Loading skeleton={<SkeletonRows rows={6} />} />}
      {!list && <KeyTable preview={preview} keys={preview.samples} total={preview.count} />}
      {page && <KeyTable preview={preview} keys={page.keys} total={page.total} />}
    </section>
  )
}

interface KeyTableProps {
  readonly preview: InvalidationPreview
  readonly keys: readonly KeyLabel[]
  readonly total: number
}

function KeyTable({ preview, keys, total }: KeyTableProps) {
  const { t } = useWords()
  return (
    <DataTable
      caption={t('invalidation.preview.list')}
      columns={[
        {
          id: 'key',
          header: t('invalidation.preview.key'),
          rowHeader: true,
          render: ({ label }: KeyLabel) => (
            <MiddleCut text={label} prefix={namespacePrefix(preview.target.namespace)} />
          ),
        },
      ]}
      rows={keys}
      rowKey={({ base64, label }) => base64 ?? label}
      rowCount={total}
      edge="none"
    />
  )
}
