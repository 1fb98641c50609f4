import type { ComponentProps } from 'react'
import type { Icon } from './icons.ts'
import { Tooltip } from './Tooltip.tsx'
import './button.css'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'disabled'> {
  readonly icon: Icon
  /** Its name, read out and shown on hover and focus. */
  readonly label: string
  readonly size?: 'small' | 'control'
}

/** A command small enough for an icon; its name is one hover or one Tab away. */
export function IconButton({ icon: Shape, label, size = 'control', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        className={`icon-button icon-button--${size}${className ? ` ${className}` : ''}`}
      >
        <Shape size={14} strokeWidth={2} aria-hidden="true" />
      </button>
    </Tooltip>
  )
}
