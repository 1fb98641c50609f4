import { type FormEvent, useEffect, useRef } from 'react'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { useWords } from '../../../i18n/words.ts'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { TextInput } from '../../../ui/Field.tsx'
import { UndoFacts } from './UndoFacts.tsx'
import { UndoOutlookTable } from './UndoPreviewStep.tsx'
import { useUndo } from './undo-store.ts'
import { useUndoReason } from './use-undo-reason.ts'

/** Id of the form, so that its button may stand in the dialog's foot. */
export const undoFormId = 'undo-confirm'

/** Step 2: the figures once more; where the keys came from another server, this connection's name typed exactly. */
export function UndoConfirmStep({ preview }: { readonly preview: UndoPreview }) {
  const { rich } = useWords()
  const { typed, type, refusal, place, confirm } = useUndo()
  const reason = useUndoReason(preview)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason === null) void confirm()
  }
  return (
    <form id={undoFormId} className="invalidation" onSubmit={submit}>
      <UndoOutlookTable preview={preview} />
      <UndoFacts preview={preview} brief />
      {refusal && <FailureNotice failure={refusal} />}
      {preview.elsewhere && (
        <div className="invalidation__confirm">
          <label htmlFor="undo-name">
            {rich('undo.confirm.type', { name: <strong className="mono">{place?.name ?? '–'}</strong> })}
          </label>
          <TextInput
            id="undo-name"
            ref={field}
            mono
            size="dialog"
            value={typed}
            onValue={type}
            autoCapitalize="off"
            className="invalidation__name"
          />
        </div>
      )}
    </form>
  )
}
