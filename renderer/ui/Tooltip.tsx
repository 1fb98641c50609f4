import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import './float.css'

export interface TooltipProps {
  readonly text: string
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  /** One focusable element. */
  readonly children: ReactElement
}

/** Words for what is under the pointer or the focus; never the only place where something is said. */
export function Tooltip({ text, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="tooltip-position">
          <Base.Popup className="tooltip">{text}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** One per window: tooltips near each other open without a new delay. */
export const TooltipProvider = Base.Provider
