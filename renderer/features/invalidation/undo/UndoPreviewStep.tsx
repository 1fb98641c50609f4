import type { KeyLabel } from '../../../../shared/contract/primitives.ts'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { targetText } from '../../../../shared/keys/target-text.ts'
import { useWords } from '../../../i18n/words.ts'
import { BooksTable } from '../../../ui/BooksTable.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { SpokenShare } from '../../../ui/SpokenShare.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'
import { outlookLines } from './outlook-lines.ts'
import { UndoFacts } from './UndoFacts.tsx'
import { useUndo } from './undo-store.ts'

/** Step 1: what would come back, what would not and why. Writes nothing. */
export function UndoPreviewStep() {
  const { t, formats } = useWords()
  const preview = useUndo((state) => state.preview)
  return (
    <div className="invalidation">
      {preview.phase === 'loading' && <Reading />}
      {preview.phase === 'failed' &&
        (preview.failure.code === 'cancelled' ? (
          <StatusWord shape="stopped" tone="quiet">
            {t('undo.preview.cancelled')}
          </StatusWord>
        ) : (
          <FailureNotice failure={preview.failure} />
        ))}
      {preview.phase === 'ready' && (
        <>
          <UndoOutlookTable preview={preview.value} />
          <UndoFacts preview={preview.value} brief={false} />
          <Samples
            keys={preview.value.samples}
            words={t('undo.preview.samples', {
              n: formats.integer(preview.value.samples.length),
              count: formats.integer(preview.value.restorable),
            })}
          />
          <Samples
            keys={preview.value.foreign.samples}
            words={t('import.foreign.samples', {
              n: formats.integer(preview.value.foreign.samples.length),
              count: formats.integer(preview.value.foreign.keys),
              target: targetText(preview.value.bundle.target),
            })}
          />
        </>
      )}
    </div>
  )
}

/** The saved keys by what would become of each. */
export function UndoOutlookTable({ preview }: { readonly preview: UndoPreview }) {
  const { t } = useWords()
  return (
    <BooksTable
      caption={t('undo.preview.caption')}
      line={t('undo.preview.line')}
      rows={outlookLines(preview).map(({ line, count }) => ({
        id: line,
        name: t(`undo.preview.${line}`),
        hint: t(`undo.preview.${line}Hint`),
        count,
      }))}
      total={{ name: t('undo.books.saved'), count: preview.saved }}
    />
  )
}

function Reading() {
  const { t, formats } = useWords()
  const walk = useUndo((state) => state.walk)
  const share = walk === null || walk.saved === 0 ? null : Math.min(1, walk.read / walk.saved)
  return (
    <div className="invalidation__walk">
      <p>
        {walk === null
          ? t('undo.preview.reading')
          : t('undo.preview.read', { read: formats.integer(walk.read), saved: formats.integer(walk.saved) })}
      </p>
      <Progress label={t('undo.preview.reading')} share={share} />
      <SpokenShare share={share} />
    </div>
  )
}

function Samples({ keys, words }: { readonly keys: readonly KeyLabel[]; readonly words: string }) {
  if (keys.length === 0) return null
  return (
    <details>
      <summary>{words}</summary>
      <ul className="undo__samples mono">
        {keys.map(({ label, base64 }) => (
          <li key={base64 ?? label}>{label}</li>
        ))}
      </ul>
    </details>
  )
}
