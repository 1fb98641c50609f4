import type { ReactNode } from 'react'

export interface ScrollRegionProps {
  readonly label: string
  readonly className: string
  readonly children: ReactNode
}

/** What scrolls must be reachable by keyboard, though nothing in it can be pressed. Source: WCAG 2.1.1. */
const focusable = { tabIndex: 0 } as const

/** A named part that scrolls by itself. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    <section className={className} aria-label={label} {...focusable}>
      {children}
    </section>
  )
}
