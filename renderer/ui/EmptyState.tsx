import type { ReactNode } from 'react'
import './empty.css'

export interface EmptyStateProps {
  /** Why there is nothing: no data, a filter, no rights. */
  readonly children: ReactNode
  /** The one thing to do about it. */
  readonly action?: ReactNode
}

/** Says why a place is empty and gives one way on. */
export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  )
}
