import { type RefCallback, type RefObject, useCallback, useRef } from 'react'

/**
 * Who has the focus next when a control goes while it has it: without one, a keyboard would begin at the page's top again.
 * @returns `heir`: a ref for what takes the focus, an element with a tabindex; `leaving`: a ref for the control that may go
 */
export function useFocusHeir<Heir extends HTMLElement>(): {
  readonly heir: RefObject<Heir | null>
  readonly leaving: RefCallback<HTMLElement>
} {
  const heir = useRef<Heir>(null)
  const leaving = useCallback<RefCallback<HTMLElement>>(
    (control) => () => {
      // React says so before it takes the element out of the document.
      if (control !== null && control === document.activeElement) heir.current?.focus()
    },
    [],
  )
  return { heir, leaving }
}
