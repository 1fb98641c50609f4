/**
 * A dialog that closes gives the focus back to the page behind it, even where another one has opened in the meantime: that
 * one takes it back, or whoever has no pointer would stand behind it. A ref of the dialog's element.
 */
export function keepFocusIn(dialog: HTMLElement | null): (() => void) | undefined {
  if (dialog === null) return undefined
  let latest: HTMLElement | null = null
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return
    if (dialog.contains(target)) latest = target
    else if (target.closest('.shell')) {
      const inside = latest?.isConnected ? latest : dialog
      inside.focus()
    }
  }
  document.addEventListener('focusin', onFocus)
  return () => document.removeEventListener('focusin', onFocus)
}
