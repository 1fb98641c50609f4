import { type ComponentProps, type MouseEvent, type ReactNode, useId } from 'react'
import type { Icon } from './icons.ts'
import { Kbd } from './Kbd.tsx'
import './button.css'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled' | 'children'> {
  /** One primary per view at most; danger only in a confirm step. */
  readonly variant?: 'primary' | 'secondary' | 'ghost' | 'danger'
  readonly size?: 'small' | 'control' | 'dialog'
  readonly icon?: Icon
  /** The key that does the same, shown inside. */
  readonly hint?: string | null
  /** Why it cannot be used now; the button keeps its place and can still be reached and read. null: it can be used. */
  readonly reason?: string | null
  /** Where the reason stands: beside the button, or only for assistive technology where the view already says it. */
  readonly reasonShown?: 'beside' | 'hidden'
  readonly children: ReactNode
}

/** A command. What it does stands on it: verb, count, object. */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'control', icon: Shape, hint, reason = null, reasonShown = 'beside' } = props
  const { variant: _v, size: _s, icon: _i, hint: _h, reason: _r, reasonShown: _rs, ...own } = props
  const { children, className, onClick, type = 'button', ...rest } = own
  const reasonId = useId()
  const disabled = reason !== null
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (disabled) event.preventDefault()
    else onClick?.(event)
  }
  const button = (
    <button
      {...rest}
      type={type}
      className={`button button--${variant} button--${size}${className ? ` ${className}` : ''}`}
      aria-disabled={disabled || undefined}
      aria-describedby={disabled ? reasonId : rest['aria-describedby']}
      onClick={click}
    >
      {Shape && <Shape size={14} strokeWidth={2} aria-hidden="true" />}
      <span className="button__text">{children}</span>
      {hint && <Kbd>{hint}</Kbd>}
    </button>
  )
  // One that may become unusable stands in the same place before and after, or it would lose the focus by being pressed.
  if (props.reason === undefined) return button
  return (
    <span className="button-with-reason">
      {button}
      {disabled && (
        <span id={reasonId} className={reasonShown === 'hidden' ? 'visually-hidden' : 'button-with-reason__text'}>
          {reason}
        </span>
      )}
    </span>
  )
}
