import { useEffect, useRef } from 'react'

/** Esc and the brackets act wherever the focus is on this screen, except in a field and below a dialog. */
export function usePanelKeys(isOpen: boolean, onStep: (by: 1 | -1) => void, onLeave: () => void): void {
  const press = useRef<(event: KeyboardEvent) => void>(() => undefined)
  useEffect(() => {
    press.current = (event) => {
      if (!isOpen || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
      if (event.target instanceof HTMLInputElement || document.querySelector('[role="dialog"], [role="menu"]')) return
      if (event.key === 'Escape') onLeave()
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
