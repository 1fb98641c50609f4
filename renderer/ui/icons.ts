import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleEqual,
  Clock,
  Contrast,
  History,
  type LucideIcon,
  OctagonX,
  SquareDot,
  SquareMinus,
  TriangleAlert,
} from 'lucide-react'

export type Icon = LucideIcon

/** States by shape: each has an outline of its own, so that a print in grey still tells them apart. */
export const stateIcons = {
  ok: CircleCheck,
  warning: TriangleAlert,
  error: OctagonX,
  info: SquareDot,
  running: History,
  waiting: Clock,
  incomplete: Contrast,
  kept: CircleEqual,
  stopped: Ban,
  never: CircleDashed,
  empty: SquareMinus,
} as const satisfies Record<string, Icon>

export type StateShape = keyof typeof stateIcons
/** Colour says how much it matters, never what it is. */
export type Tone = 'ok' | 'warning' | 'error' | 'info' | 'quiet'
