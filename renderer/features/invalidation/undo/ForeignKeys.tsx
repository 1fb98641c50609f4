import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { targetText } from '../../../../shared/keys/target-text.ts'
import { useWords } from '../../../i18n/words.ts'
import { TextInput } from '../../../ui/Field.tsx'
import { useUndo } from './undo-store.ts'

/** Keys of a file that its target does not name: left out, unless their number is typed as well. */
export function ForeignKeys({ preview }: { readonly preview: UndoPreview }) {
  const { rich } = useWords()
  const { typedForeign, typeForeign } = useUndo()
  const { foreign, bundle } = preview
  if (foreign.keys === 0) return null
  return (
    <div className="invalidation__confirm">
      <label htmlFor="undo-foreign">
        {rich('import.foreign.type', {
          count: foreign.keys,
          target: <span className="mono">{targetText(bundle.target)}</span>,
          number: <strong className="mono">{foreign.keys}</strong>,
        })}
      </label>
      <TextInput
        id="undo-foreign"
        mono
        size="dialog"
        inputMode="numeric"
        value={typedForeign}
        onValue={typeForeign}
        className="invalidation__name"
      />
    </div>
  )
}
