import { useEffect, useRef } from 'react'

export interface PanelKeys {
  /** Whether the panel is open; without it the keys do nothing. */
  readonly open: boolean
  readonly onClose: () => void
  readonly onStep: (step: 1 | -1) => void
}

/** Esc closes a side panel and the brackets step, wherever the focus is on its screen, except in a field and below a dialog. */
export function usePanelKeys({ open, onClose, onStep }: PanelKeys): void {
  const press = useRef<(event: KeyboardEvent) => void>(() => undefined)
  useEffect(() => {
    press.current = (event) => {
      if (!open || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
      if (isTypedInto(event.target) || document.querySelector('[role="dialog"], [role="menu"]')) return
      if (event.key === 'Escape') onClose()
      else if (event.key === '[') onStep(-1)
      else if (event.key === ']') onStep(1)
      else return
      event.preventDefault()
    }
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press.current(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** Ticks and choices take neither key for themselves. */
function isTypedInto(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== 'radio' && target.type !== 'checkbox'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
