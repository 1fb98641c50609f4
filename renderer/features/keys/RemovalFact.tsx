import type { ReactNode } from 'react'

/** A line of a `dl` about what goes. */
export function RemovalFact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="keys__removal-fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
