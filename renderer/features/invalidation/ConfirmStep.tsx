import { useEffect, useRef } from 'react'
import type { InvalidationPreview } from '../../../shared/contract/invalidation.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmForm } from '../../ui/ConfirmForm.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Checkbox, TextInput } from '../../ui/Field.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { useConfirmReason } from './confirm-reason.ts'
import { FamilyTable } from './FamilyTable.tsx'
import { useInvalidation } from './invalidation-store.ts'
import { PreviewFacts } from './PreviewFacts.tsx'

/** Id of the form, so that its button may stand in the dialog's foot. */
export const confirmFormId = 'invalidation-confirm'

/** Step 2: the figures once more, and the namespace's name typed exactly. */
export function ConfirmStep({ preview }: { readonly preview: InvalidationPreview }) {
  const { t, rich, formats } = useWords()
  const store = useInvalidation()
  const { namespace } = preview.target
  const reason = useConfirmReason(preview)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  return (
    <ConfirmForm
      id={confirmFormId}
      className="invalidation"
      figures={preview.families.map(({ family, keys }) => `${family}: ${formats.integer(keys)}`).join(', ')}
      reason={reason}
      onConfirm={() => void store.confirm()}
    >
      <FamilyTable preview={preview} />
      <PreviewFacts preview={preview} brief />
      {store.refusal && <FailureNotice failure={store.refusal} on={namespace} />}
      {!preview.undo.available && (
        <Checkbox
          checked={store.withoutUndo}
          onChecked={store.acceptNoUndo}
          label={t('invalidation.confirm.withoutUndo', { act: actOf(preview.target) })}
        />
      )}
      <div className="invalidation__confirm">
        <label htmlFor="invalidation-name">
          {rich('invalidation.confirm.type', { namespace: <strong className="mono">{namespace}</strong> })}
        </label>
        <div className="invalidation__confirm-line">
          <TextInput
            id="invalidation-name"
            ref={field}
            mono
            size="dialog"
            value={store.typed}
            onValue={store.type}
            autoCapitalize="off"
            aria-describedby="invalidation-name-state"
            className="invalidation__name"
          />
          <span id="invalidation-name-state" role="status" className="invalidation__match">
            <Match typed={store.typed} namespace={namespace} />
          </span>
          <Countdown preview={preview} />
        </div>
      </div>
    </ConfirmForm>
  )
}

function Match({ typed, namespace }: { readonly typed: string; readonly namespace: string }) {
  const { t } = useWords()
  if (typed === '') return null
  return typed === namespace ? (
    <StatusWord shape="ok" tone="ok">
      {t('invalidation.confirm.matches')}
    </StatusWord>
  ) : (
    <StatusWord shape="empty" tone="quiet">
      {t('invalidation.confirm.differs')}
    </StatusWord>
  )
}

function Countdown({ preview }: { readonly preview: InvalidationPreview }) {
  const { t, rich, formats } = useWords()
  const startPreview = useInvalidation((state) => state.startPreview)
  const now = useNow(1_000)
  if (preview.tokenExpiresAt === null) return null
  const left = Math.max(0, preview.tokenExpiresAt - now)
  return (
    <span className="invalidation__countdown">
      {left === 0
        ? t('invalidation.confirm.expired')
        : rich('invalidation.confirm.validFor', {
            left: <strong>{formats.duration(Math.ceil(left / 1000) * 1000)}</strong>,
          })}
      <Button size="small" variant="ghost" onClick={() => void startPreview()}>
        {t('invalidation.confirm.renew')}
      </Button>
    </span>
  )
}
