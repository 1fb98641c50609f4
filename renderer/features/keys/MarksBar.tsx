import { Copy, Download, Trash2, X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { mostChosenKeys } from '../../../shared/keys/most-chosen-keys.ts'
import { requestExport } from '../../connection/requested-flow.ts'
import { useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { useMarks } from './marks-store.ts'
import { RemovalDialog } from './RemovalDialog.tsx'
import { useCopyMarked } from './use-copy-marked.ts'
import { useRemoval } from './use-removal.ts'

export interface MarksBarProps {
  /** Called after keys were removed. */
  readonly onDone: () => void
  /** Gives the act to the keyboard map; null takes it back. */
  readonly onAct: (act: (() => void) | null) => void
}

/** How many keys are marked, and what can be done with exactly them. */
export function MarksBar({ onDone, onAct }: MarksBarProps) {
  const { t } = useWords()
  const { marks, full, clear } = useMarks()
  const copy = useCopyMarked()
  const notWritable = useWhyNotWritable('invalidate')
  const removal = useRemoval(() => {
    clear()
    onDone()
  })
  const { look } = removal
  const refs = useMemo(() => [...marks.values()], [marks])
  const some = refs.length > 0
  useEffect(() => {
    onAct(some && notWritable === null ? () => look(refs) : null)
    return () => onAct(null)
  }, [onAct, some, notWritable, look, refs])
  return (
    <>
      {some && (
        <section className="keys__marks" aria-label={t('browse.marks')}>
          <strong role="status">
            {full ? t('browse.marks.full', { most: mostChosenKeys }) : t('browse.marks.count', { count: refs.length })}
          </strong>
          <Button size="small" variant="ghost" icon={X} hint="Esc" onClick={clear}>
            {t('browse.marks.clear')}
          </Button>
          <Button size="small" icon={Trash2} hint="I" reason={notWritable} onClick={() => look(refs)}>
            {t('browse.marks.remove')}
          </Button>
          <Button size="small" icon={Copy} onClick={copy}>
            {t('browse.marks.copy')}
          </Button>
          <Button size="small" icon={Download} onClick={() => requestExport({ scope: 'keys', keys: refs })}>
            {t('export.act')}
          </Button>
        </section>
      )}
      <RemovalDialog removal={removal} />
    </>
  )
}
