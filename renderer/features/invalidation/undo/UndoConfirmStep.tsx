import { useEffect, useRef } from 'react'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { useWords } from '../../../i18n/words.ts'
import { ConfirmForm } from '../../../ui/ConfirmForm.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { TextInput } from '../../../ui/Field.tsx'
import { ForeignKeys } from './ForeignKeys.tsx'
import { outlookLines } from './outlook-lines.ts'
import { wantedWord } from './typed-word.ts'
import { UndoFacts } from './UndoFacts.tsx'
import { UndoOutlookTable } from './UndoPreviewStep.tsx'
import { useUndo } from './undo-store.ts'
import { useUndoReason } from './use-undo-reason.ts'

/** Id of the form, so that its button may stand in the dialog's foot. */
export const undoFormId = 'undo-confirm'

/** Step 2: the figures once more; where a word is wanted, it is typed exactly. */
export function UndoConfirmStep({ preview }: { readonly preview: UndoPreview }) {
  const { t, rich, formats } = useWords()
  const { typed, type, refusal, place, confirm } = useUndo()
  const reason = useUndoReason(preview)
  const wanted = wantedWord(preview, place)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <ConfirmForm
      id={undoFormId}
      className="invalidation"
      figures={outlookLines(preview)
        .map(({ line, count }) => `${t(`undo.preview.${line}`)}: ${formats.integer(count)}`)
        .join(', ')}
      reason={reason}
      onConfirm={() => void confirm()}
    >
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
    </ConfirmForm>
  )
}
