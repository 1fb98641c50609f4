import type { ReactNode } from 'react'
import type { InvalidationPreview } from '../../../shared/contract/invalidation.ts'
import { ttlBucketBounds } from '../../../shared/keys/ttl-buckets.ts'
import { useWords } from '../../i18n/words.ts'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { UndoOutlookWords } from '../../ui/UndoOutlookWords.tsx'

export interface PreviewFactsProps {
  readonly preview: InvalidationPreview
  /** The preview step tells all; the confirm step only what bears on the decision. */
  readonly brief: boolean
}

/** Slots of a cluster. Source: Redis cluster specification. */
const clusterSlots = 16_384

/** What stays, whether it can be undone, how far the walk reached, and how old what goes is. */
export function PreviewFacts({ preview, brief }: PreviewFactsProps) {
  const { t, rich, formats } = useWords()
  const { target, unifiedKept, coverage, oldestDay, newestDay } = preview
  const { namespace } = target
  const pattern = <code>unified:*</code>
  return (
    <dl className="invalidation__facts">
      <Fact name={t('invalidation.preview.stays')}>
        <p>{t('invalidation.preview.staysNew')}</p>
        {target.scope === 'families' && <p>{t('invalidation.preview.staysOtherFamilies', { namespace })}</p>}
        {unifiedKept && (
          <p>
            {unifiedKept.keys === 0
              ? rich('invalidation.preview.unifiedNone', { pattern })
              : rich('invalidation.preview.unifiedKept', {
                  pattern,
                  namespace,
                  count: unifiedKept.keys,
                  until:
                    unifiedKept.longestTtlSeconds === null
                      ? ''
                      : t('invalidation.preview.unifiedUntil', {
                          duration: formats.duration(unifiedKept.longestTtlSeconds * 1000),
                        }),
                })}
          </p>
        )}
      </Fact>
      <Fact name={t('invalidation.preview.undo')}>
        <UndoOutlookWords outlook={preview.undo} />
      </Fact>
      <Fact name={t('invalidation.preview.coverage')}>
        {coverage.complete ? (
          <p>
            {t('invalidation.preview.coverageFull', { primaries: coverage.primaries })}
            {coverage.slotsCovered !== null &&
              ` ${t('invalidation.preview.coverageSlots', {
                covered: formats.integer(coverage.slotsCovered),
                total: formats.integer(clusterSlots),
              })}`}
          </p>
        ) : (
          <StatusWord shape="incomplete" tone="warning">
            {t('invalidation.preview.coveragePartial', {
              reached: formats.integer(coverage.primariesReached),
              primaries: formats.integer(coverage.primaries),
            })}
          </StatusWord>
        )}
      </Fact>
      {!brief && oldestDay && newestDay && (
        <Fact name={t('invalidation.preview.days')}>
          {oldestDay === newestDay
            ? formats.fullDay(oldestDay)
            : t('invalidation.preview.daysValue', {
                oldest: formats.fullDay(oldestDay),
                newest: formats.fullDay(newestDay),
              })}
        </Fact>
      )}
      {!brief && preview.count > 0 && (
        <Fact name={t('invalidation.preview.ttl')}>
          <TtlWords preview={preview} />
        </Fact>
      )}
      {brief && <Fact name={t('invalidation.confirm.pace')}>{t('invalidation.confirm.stoppable')}</Fact>}
    </dl>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="invalidation__fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Buckets that hold keys, in words: a chart would say no more. */
function TtlWords({ preview }: { readonly preview: InvalidationPreview }) {
  const { t, formats } = useWords()
  const hours = (seconds: number) => formats.integer(seconds / 3_600)
  const parts = preview.ttl.flatMap((count, index) => {
    if (count === 0) return []
    const from = hours(ttlBucketBounds[index - 1] ?? 0)
    const bound = ttlBucketBounds[index]
    const keys = formats.integer(count)
    return [
      bound === undefined
        ? t('invalidation.preview.ttlOver', { from, keys })
        : t('invalidation.preview.ttlRange', { from, to: hours(bound), keys }),
    ]
  })
  if (preview.noTtl > 0) parts.push(t('invalidation.preview.noTtl', { keys: formats.integer(preview.noTtl) }))
  return parts.join('; ')
}
