import type { KeysPreview } from '../../../shared/contract/invalidation.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Checkbox } from '../../ui/Field.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { UndoOutlookWords } from '../../ui/UndoOutlookWords.tsx'
import { RemovalFact } from './RemovalFact.tsx'
import { RemovalList } from './RemovalList.tsx'
import { RemovalWord } from './RemovalWord.tsx'
import { type Removal, wordFor } from './use-removal.ts'

/** The keys as they are at this moment, whether their removal can be taken back, and the word that confirms it. */
export function RemovalFacts({ removal }: { readonly removal: Removal }) {
  const { t } = useWords()
  const { preview, result, withoutUndo } = removal
  const known = latest(preview)
  if (preview.phase === 'failed') return <FailureNotice failure={preview.failure} />
  if (known === null) return <Loading skeleton={<SkeletonRows rows={3} />} />
  if (known.count === 0) {
    return (
      <StatusWord shape="empty" tone="warning">
        {t('browse.remove.nothing', { count: known.missing })}
      </StatusWord>
    )
  }
  const word = wordFor(known)
  return (
    <div className="keys__removal">
      {known.count === 1 ? null : <RemovalList preview={known} />}
      <dl>
        {known.count === 1 && <TheKey preview={known} />}
        <RemovalFact name={t('browse.remove.undo')}>
          <UndoOutlookWords outlook={known.undo} />
        </RemovalFact>
        <RemovalFact name={t('browse.remove.stays')}>
          {t('browse.remove.staysText', { count: known.count })}
          {known.missing > 0 && ` ${t('browse.remove.missing', { count: known.missing })}`}
        </RemovalFact>
      </dl>
      {result.phase === 'failed' && <FailureNotice failure={result.failure} />}
      {known.blocked && <FailureNotice failure={known.blocked} />}
      {!known.undo.available && (
        <Checkbox
          checked={withoutUndo}
          onChecked={removal.acceptNoUndo}
          label={t('invalidation.confirm.withoutUndo', { act: 'delete' })}
        />
      )}
      {word !== null && known.token !== null && <RemovalWord word={word} typed={removal.typed} onType={removal.type} />}
    </div>
  )
}

function TheKey({ preview: { keys } }: { readonly preview: KeysPreview }) {
  const { t, formats } = useWords()
  const [key] = keys
  if (!key) return null
  return (
    <>
      <RemovalFact name={t('browse.column.key')}>
        <strong className="mono">{key.key.label || t('browse.emptyName')}</strong>
      </RemovalFact>
      <RemovalFact name={t('browse.fact.memory')}>
        {key.bytes === null ? t('common.unknown') : formats.bytes(key.bytes)}
      </RemovalFact>
      <RemovalFact name={t('browse.fact.expires')}>
        {key.expiresAt === null ? t('browse.never') : formats.instant(key.expiresAt)}
      </RemovalFact>
    </>
  )
}
