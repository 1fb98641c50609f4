import type { ReactNode } from 'react'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { InvalidationResult, KeysPreview } from '../../../shared/contract/invalidation.ts'
import { targetText } from '../../../shared/keys/target-text.ts'
import { useWords } from '../../i18n/words.ts'
import { type Load, latest } from '../../lib/load.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Checkbox } from '../../ui/Field.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { UndoOutlookWords } from '../../ui/UndoOutlookWords.tsx'

export interface RemoveKeyFactsProps {
  readonly preview: Load<KeysPreview>
  /** Why main refused the last confirmation. */
  readonly failure: Failure | null
  readonly withoutUndo: boolean
  readonly onWithoutUndo: (accepted: boolean) => void
}

/** The key as it is at this moment, and whether its removal can be taken back. */
export function RemoveKeyFacts({ preview, failure, withoutUndo, onWithoutUndo }: RemoveKeyFactsProps) {
  const { t, formats } = useWords()
  const known = latest(preview)
  if (preview.phase === 'failed') return <FailureNotice failure={preview.failure} />
  if (known === null) return <Loading skeleton={<SkeletonRows rows={3} />} />
  const [key] = known.keys
  if (!key) {
    return (
      <StatusWord shape="empty" tone="warning">
        {t('browse.remove.nothing')}
      </StatusWord>
    )
  }
  return (
    <div className="keys__removal">
      <dl>
        <Fact name={t('browse.column.key')}>
          <strong className="mono">{key.key.label || t('browse.emptyName')}</strong>
        </Fact>
        <Fact name={t('browse.fact.memory')}>
          {key.bytes === null ? t('common.unknown') : formats.bytes(key.bytes)}
        </Fact>
        <Fact name={t('browse.fact.expires')}>
          {key.expiresAt === null ? t('browse.never') : formats.instant(key.expiresAt)}
        </Fact>
        <Fact name={t('browse.remove.undo')}>
          <UndoOutlookWords outlook={known.undo} />
        </Fact>
        <Fact name={t('browse.remove.stays')}>{t('browse.remove.staysText')}</Fact>
      </dl>
      {failure && <FailureNotice failure={failure} />}
      {known.blocked && <FailureNotice failure={known.blocked} />}
      {!known.undo.available && (
        <Checkbox
          checked={withoutUndo}
          onChecked={onWithoutUndo}
          label={t('invalidation.confirm.withoutUndo', { act: 'delete' })}
        />
      )}
    </div>
  )
}

/** What became of the key: one word, and until when it can be taken back. */
export function RemoveKeyResult({ result }: { readonly result: InvalidationResult }) {
  const { t, formats } = useWords()
  const outcome =
    (['deleted', 'changed', 'gone', 'failed'] as const).find((entry) => result[entry] > 0) ?? 'notAttempted'
  return (
    <div className="keys__removal" role="status">
      <StatusWord shape={outcome === 'deleted' ? 'ok' : 'warning'} tone={outcome === 'deleted' ? 'ok' : 'warning'}>
        {t(`browse.remove.outcome.${outcome}`)}
      </StatusWord>
      <strong className="mono keys__removal-name">{targetText(result.target) || t('browse.emptyName')}</strong>
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

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="keys__removal-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
