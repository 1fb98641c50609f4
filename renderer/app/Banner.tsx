import type { ReactNode } from 'react'
import type { Icon } from '../ui/icons.ts'

export interface BannerProps {
  readonly icon: Icon
  readonly tone: 'info' | 'warning' | 'error' | 'quiet'
  readonly title?: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Read out at once. */
  readonly urgent?: boolean
}

/** One line between the frame and the screen. */
export function Banner({ icon: Shape, tone, title, children, actions, urgent = false }: BannerProps) {
  return (
    <div className={`banner banner--${tone}`} role={urgent ? 'alert' : 'note'}>
      <Shape size={14} strokeWidth={2} aria-hidden="true" className="banner__icon" />
      <p className="banner__text">
        {title && <strong>{title}</strong>} {children}
      </p>
      {actions && <div className="banner__actions">{actions}</div>}
    </div>
  )
}
