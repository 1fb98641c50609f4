import type { InvalidationResult } from '../../../shared/contract/invalidation.ts'
import { targetText } from '../../../shared/keys/target-text.ts'
import { useWords } from '../../i18n/words.ts'
import { BooksTable } from '../../ui/BooksTable.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

const lines = ['deleted', 'changed', 'gone', 'failed', 'notAttempted'] as const

/** What became of the keys: one word for one, the books for several; and until when it can be taken back. */
export function RemovalResult({ result }: { readonly result: InvalidationResult }) {
  const { t, formats } = useWords()
  return (
    <div className="keys__removal" role="status">
      {result.previewed === 1 ? (
        <Outcome result={result} />
      ) : (
        <BooksTable
          caption={t('invalidation.books.caption')}
          rows={lines.map((id) => ({ id, name: t(`invalidation.books.${id}`, { act: 'delete' }), count: result[id] }))}
          total={{ name: t('invalidation.books.previewed'), count: result.previewed }}
        />
      )}
      {result.failure && <FailureNotice failure={result.failure} />}
      {result.deleted > 0 && (
        <p>
          {result.undoUntil === null
            ? t('invalidation.result.undoNone', { act: 'delete' })
            : t('browse.remove.undoUntil', { until: formats.instant(result.undoUntil) })}
        </p>
      )}
    </div>
  )
}

function Outcome({ result }: { readonly result: InvalidationResult }) {
  const { t } = useWords()
  const outcome = lines.find((line) => result[line] > 0) ?? 'notAttempted'
  return (
    <>
      <StatusWord shape={outcome === 'deleted' ? 'ok' : 'warning'} tone={outcome === 'deleted' ? 'ok' : 'warning'}>
        {t(`browse.remove.outcome.${outcome}`)}
      </StatusWord>
      <strong className="mono keys__removal-name">{targetText(result.target) || t('browse.emptyName')}</strong>
    </>
  )
}
