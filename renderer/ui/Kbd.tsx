import './button.css'

/** A key of the keyboard. A hint for the eye: the same is said by the map of shortcuts. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <span className="kbd" aria-hidden="true">
      {children}
    </span>
  )
}
