import { createContext, use } from 'react'
import './button.css'

/** Which key to show for a usual one: the operator may have chosen another; null where single keys are switched off. */
export const KeyHintContext = createContext<(usual: string) => string | null>((usual) => usual)

/** A key of the keyboard. A hint for the eye: the same is said by the map of shortcuts. */
export function Kbd({ children }: { readonly children: string }) {
  const shown = use(KeyHintContext)(children)
  if (shown === null) return null
  return (
    <span className="kbd" aria-hidden="true">
      {shown}
    </span>
  )
}
