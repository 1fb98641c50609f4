import { Toast as Base } from '@base-ui/react/toast'
import { CircleCheck, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'
import './toast.css'

const toasts = Base.createToastManager()

/** Confirms what was done, for five seconds (pausable by pointer or focus). Never for errors: those stay in the view. */
export function confirmToast(text: string): void {
  toasts.add({ title: text, timeout: 5_000 })
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider toastManager={toasts} limit={3}>
      {children}
      <Base.Portal>
        <Toasts />
      </Base.Portal>
    </Base.Provider>
  )
}

function Toasts() {
  const { t } = useWords()
  const { toasts: shown } = Base.useToastManager()
  return (
    <Base.Viewport className="toasts" aria-label={t('common.notifications')}>
      {shown.map((toast) => (
        <Base.Root key={toast.id} toast={toast} className="toast">
          <CircleCheck size={14} strokeWidth={2} aria-hidden="true" className="toast__icon" />
          <Base.Title className="toast__title" />
          <Base.Close className="icon-button icon-button--small" aria-label={t('common.dismiss')}>
            <X size={12} aria-hidden="true" />
          </Base.Close>
        </Base.Root>
      ))}
    </Base.Viewport>
  )
}
