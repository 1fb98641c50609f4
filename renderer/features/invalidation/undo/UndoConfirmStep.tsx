import { type FormEvent, useEffect, useRef } from 'react'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { useWords } from '../../../i18n/words.ts'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { TextInput } from '../../../ui/Field.tsx'
import { ForeignKeys } from './ForeignKeys.tsx'
import { wantedWord } from './typed-word.ts'
import { UndoFacts } from './UndoFacts.tsx'
import { UndoOutlookTable } from './UndoPreviewStep.tsx'
import { useUndo } from './undo-store.ts'
import { useUndoReason } from './use-undo-reason.ts'

/** Id of the form, so that its button may stand in the dialog's foot. */
export const undoFormId = 'undo-confirm'

/** Step 2: the figures once more; where a word is wanted, it is typed exactly. */
export function UndoConfirmStep({ preview }: { readonly preview: UndoPreview }) {
  const { rich } = useWords()
  const { typed, type, refusal, place, confirm } = useUndo()
  const reason = useUndoReason(preview)
  const wanted = wantedWord(preview, place)
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
      {wanted !== null && (
        <div className="invalidation__confirm">
          <label htmlFor="undo-name">
            {rich(wanted.names === 'connection' ? 'undo.confirm.type' : 'import.confirm.type', {
              name: <strong className="mono">{wanted.word}</strong>,
            })}
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
      <ForeignKeys preview={preview} />
    </form>
  )
}
