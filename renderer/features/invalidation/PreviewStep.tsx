import { useNow } from '../../connection/use-now.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { SpokenShare } from '../../ui/SpokenShare.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { FamilyTable } from './FamilyTable.tsx'
import { type InvalidationState, useInvalidation } from './invalidation-store.ts'
import { KeyList } from './KeyList.tsx'
import { PreviewFacts } from './PreviewFacts.tsx'
import { sameTarget, targetOf } from './selection.ts'
import { TargetChoice } from './TargetChoice.tsx'

/** Step 1: what would go, what stays, and whether that can be taken back. Removes nothing. */
export function PreviewStep() {
  const { t } = useWords()
  const store = useInvalidation()
  const { namespace, selection, preview } = store
  const known = latest(preview)
  return (
    <div className="invalidation">
      {selection.scope === 'policy' ? (
        <p className="text-2">{t(`policy.rule.${selection.rule}.text`)}</p>
      ) : (
        <TargetChoice namespace={namespace} selection={selection} preview={known} onSelect={store.select} />
      )}
      {preview.phase === 'loading' && <Walking />}
      {preview.phase === 'failed' &&
        (preview.failure.code === 'cancelled' ? (
          <StatusWord shape="stopped" tone="quiet">
            {t('invalidation.preview.cancelled')}
          </StatusWord>
        ) : (
          <FailureNotice failure={preview.failure} on={namespace} />
        ))}
      {preview.phase === 'ready' && selectionChanged(store) && (
        <StatusWord shape="info" tone="info">
          {t('invalidation.preview.selectionChanged')}
        </StatusWord>
      )}
      {preview.phase === 'ready' && !selectionChanged(store) && (
        <>
          <FamilyTable preview={preview.value} />
          <PreviewFacts preview={preview.value} brief={false} />
          <KeyList
            preview={preview.value}
            list={store.list}
            onPage={(offset) => void store.showKeys(offset)}
            onHide={store.hideKeys}
          />
        </>
      )}
    </div>
  )
}

/** Whether what is marked is no longer what was previewed. */
export function selectionChanged({ namespace, selection, preview }: InvalidationState): boolean {
  if (preview.phase !== 'ready') return false
  const target = targetOf(namespace, selection)
  return target === null || !sameTarget(target, preview.value.target)
}

function Walking() {
  const { t, formats } = useWords()
  const namespace = useInvalidation((state) => state.namespace)
  const walk = useInvalidation((state) => state.walk)
  const startedAt = useInvalidation((state) => state.walkStartedAt)
  const elapsed = Math.max(0, useNow(1_000) - startedAt)
  // Keys come and go during the walk: it may see more than the server counted.
  const share = walk === null || walk.expectedKeys === 0 ? null : Math.min(1, walk.walked / walk.expectedKeys)
  return (
    <div className="invalidation__walk">
      <p>
        {walk === null
          ? t('invalidation.preview.walking')
          : t('invalidation.preview.walked', {
              walked: formats.integer(walk.walked),
              expected: formats.integer(walk.expectedKeys),
              found: formats.integer(walk.found),
              namespace,
            })}
        {elapsed >= 10_000 && (
          <span className="text-2"> {t('invalidation.preview.elapsed', { elapsed: formats.duration(elapsed) })}</span>
        )}
      </p>
      <Progress label={t('invalidation.preview.walking')} share={share} />
      <SpokenShare share={share} />
    </div>
  )
}
