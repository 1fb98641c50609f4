import { type FormEvent, type ReactNode, useId } from 'react'
import { useDialogTitleId } from './dialog-title.ts'

export interface ConfirmFormProps {
  /** So that its button may stand in the dialog's foot. */
  readonly id: string
  readonly className: string
  /** What is decided on, in words: of the tables that show it only the captions would be read out. */
  readonly figures: string
  /** Not called while the act has a reason not to be done. */
  readonly onConfirm: () => void
  /** Why it cannot be confirmed now; null: it can. */
  readonly reason: string | null
  /** The same figures to be seen, the field, and what belongs to it. */
  readonly children: ReactNode
}

/** What is confirmed in a dialog; read out as title, figures, field when the focus enters it. */
export function ConfirmForm({ id, className, figures, onConfirm, reason, children }: ConfirmFormProps) {
  const figuresId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason === null) onConfirm()
  }
  return (
    <form
      id={id}
      className={className}
      aria-labelledby={useDialogTitleId()}
      aria-describedby={figuresId}
      onSubmit={submit}
    >
      <p id={figuresId} hidden>
        {figures}
      </p>
      {children}
    </form>
  )
}
