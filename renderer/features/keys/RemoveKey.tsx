import { Trash2 } from 'lucide-react'
import type { KeyRef } from '../../../shared/contract/keys.ts'
import { useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { RemovalDialog } from './RemovalDialog.tsx'
import { useRemoval } from './use-removal.ts'

export interface RemoveKeyProps {
  readonly keyRef: KeyRef
  /** Called when the dialog closes after something was done: the key is to be read again. */
  readonly onDone: () => void
}

/** Removes the open key: looked up again, named, confirmed, saved first, and undone like any other removal. */
export function RemoveKey({ keyRef, onDone }: RemoveKeyProps) {
  const { t } = useWords()
  const notWritable = useWhyNotWritable('invalidate')
  const removal = useRemoval(onDone)
  return (
    <>
      <Button
        size="small"
        variant="ghost"
        icon={Trash2}
        reason={notWritable}
        onClick={() => removal.look([keyRef])}
        className="keys__remove"
      >
        {t('browse.remove')}
      </Button>
      <RemovalDialog removal={removal} />
    </>
  )
}
