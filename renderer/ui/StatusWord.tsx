import type { ReactNode } from 'react'
import { type StateShape, stateIcons, type Tone } from './icons.ts'
import './status.css'

export interface StatusWordProps {
  readonly shape: StateShape
  readonly tone: Tone
  /** The word that names the state; never left out. */
  readonly children: ReactNode
  /** Hides the word from sight where a column has room for the shape alone; it is still read out. */
  readonly shapeOnly?: boolean
}

/** A state as shape and word. */
export function StatusWord({ shape, tone, children, shapeOnly = false }: StatusWordProps) {
  const Shape = stateIcons[shape]
  return (
    <span className={`status status--${tone}`}>
      <Shape size={14} strokeWidth={2} aria-hidden="true" />
      <span className={shapeOnly ? 'visually-hidden' : 'status__word'}>{children}</span>
    </span>
  )
}
