import { X } from 'lucide-react'
import './facet-chip.css'

export interface FacetChipProps {
  readonly name: string
  /** Stays at zero: a facet that vanishes cannot be unset. */
  readonly count: string
  readonly on: boolean
  readonly onToggle: () => void
}

/** One choice of a facet, with how many rows it leaves. */
export function FacetChip({ name, count, on, onToggle }: FacetChipProps) {
  return (
    <button type="button" className="facet-chip" aria-pressed={on} onClick={onToggle}>
      {name}
      <span className="facet-chip__count">{count}</span>
      {on && <X size={12} aria-hidden="true" />}
    </button>
  )
}
