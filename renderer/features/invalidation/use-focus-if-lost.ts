import { type RefObject, useEffect } from 'react'

/** Gives the focus to an element when the control that had it has gone with its step; never takes it from another. */
export function useFocusIfLost(target: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) target.current?.focus()
  })
}
