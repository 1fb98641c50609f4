import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type ReactNode, type RefObject, useId } from 'react'
import { useWords } from '../i18n/words.ts'
import { DialogTitleId } from './dialog-title.ts'
import { keepFocusIn } from './keep-focus-in.ts'
import './float.css'

export interface DialogProps {
  readonly open: boolean
  /** Esc, the cross, or a press outside where that is allowed. */
  readonly onClose: () => void
  /** The question or the name; read out first. */
  readonly title: string
  /** What stands above the title, e.g. the line of steps. */
  readonly above?: ReactNode
  /** One line below the title. */
  readonly lead?: ReactNode
  readonly children: ReactNode
  /** Left end of the foot: back, or a note. */
  readonly footStart?: ReactNode
  /** Right end of the foot: Cancel and the act. Without both there is no foot. */
  readonly foot?: ReactNode
  /** What has the focus first; else the first control. */
  readonly initialFocus?: RefObject<HTMLElement | null>
  /** What has the focus afterwards where it stands; else what had it before. */
  readonly finalFocus?: () => HTMLElement | null
  readonly narrow?: boolean
}

/** A modal dialog: focus stays inside, Esc leaves, focus returns to where it came from. */
export function Dialog(props: DialogProps) {
  const {
    open,
    onClose,
    title,
    above,
    lead,
    children,
    footStart,
    foot,
    initialFocus,
    finalFocus,
    narrow = false,
  } = props
  const { t } = useWords()
  const titleId = useId()
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal>
      <Base.Portal>
        <Base.Backdrop className="dialog-scrim" />
        <Base.Popup
          ref={keepFocusIn}
          className={`dialog${narrow ? ' dialog--narrow' : ''}`}
          initialFocus={initialFocus ?? true}
          finalFocus={() => finalFocus?.() ?? true}
        >
          <header className="dialog__head">
            <div>
              {above && <div className="dialog__above">{above}</div>}
              <Base.Title id={titleId} className="dialog__title">
                {title}
              </Base.Title>
              {lead && (
                <Base.Description render={<div />} className="dialog__lead">
                  {lead}
                </Base.Description>
              )}
            </div>
            <Base.Close className="icon-button" aria-label={t('common.close')}>
              <X size={14} strokeWidth={2} aria-hidden="true" />
            </Base.Close>
          </header>
          <div className="dialog__body">
            <DialogTitleId value={titleId}>{children}</DialogTitleId>
          </div>
          {(foot || footStart) && (
            <footer className="dialog__foot">
              <div className="dialog__foot-start">{footStart}</div>
              {foot}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
