import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { type RefObject, useState } from 'react'
import type { ProcurementDetail } from '../../../../shared/contract/procurements.ts'
import { useWords } from '../../../i18n/words.ts'
import { type Load, latest } from '../../../lib/load.ts'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { Segmented } from '../../../ui/Segmented.tsx'
import { Loading, SkeletonRows } from '../../../ui/Skeleton.tsx'
import { usePanelKeys } from '../../../ui/use-panel-keys.ts'
import { ComparedFields } from './ComparedFields.tsx'

export interface ProcurementPanelProps {
  readonly detail: Load<ProcurementDetail>
  readonly heading: RefObject<HTMLHeadingElement | null>
  /** Where it stands on the page of the list; null where it is not there. */
  readonly place: { readonly at: number; readonly of: number } | null
  readonly onStep: (step: 1 | -1) => void
  readonly onRead: () => void
  readonly onClose: () => void
}

/** One procurement field by field, as each provider tells it. Esc closes, the brackets step. */
export function ProcurementPanel({ detail, heading, place, onStep, onRead, onClose }: ProcurementPanelProps) {
  const { t, formats } = useWords()
  const [shown, setShown] = useState<'all' | 'differing'>('all')
  const known = latest(detail)
  usePanelKeys({ open: true, onClose, onStep })
  return (
    <aside className="procurement" aria-label={t('procurements.panel')}>
      <header className="procurement__head">
        <h3 className="procurement__title mono" tabIndex={-1} ref={heading} title={known?.canonical}>
          {known?.canonical ?? t('common.loading')}
        </h3>
        {place && (
          <>
            <span className="text-3 procurement__place">
              {t('procurements.place', { at: formats.integer(place.at), of: formats.integer(place.of) })}
            </span>
            <IconButton
              icon={ChevronLeft}
              label={`${t('procurements.previous')}  [`}
              size="small"
              onClick={() => onStep(-1)}
            />
            <IconButton
              icon={ChevronRight}
              label={`${t('procurements.next')}  ]`}
              size="small"
              onClick={() => onStep(1)}
            />
          </>
        )}
        <IconButton icon={X} label={`${t('common.close')}  Esc`} size="small" onClick={onClose} />
      </header>
      {detail.phase === 'failed' && <FailureNotice failure={detail.failure} onRetry={onRead} />}
      {known === null && detail.phase === 'loading' && <Loading skeleton={<SkeletonRows rows={8} />} />}
      {known && (
        <>
          {known.members.length > 1 && (
            <div className="procurement__choice">
              <Segmented<'all' | 'differing'>
                label={t('procurements.fields')}
                value={shown}
                onValue={setShown}
                options={[
                  { value: 'all', label: t('procurements.fields.all') },
                  { value: 'differing', label: t('procurements.fields.differing') },
                ]}
              />
            </div>
          )}
          <ComparedFields detail={known} differingOnly={shown === 'differing'} />
        </>
      )}
    </aside>
  )
}
