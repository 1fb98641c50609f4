import { type KeyboardEvent, type ReactNode, useId } from 'react'
import './segmented.css'

export interface TabsProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly tabs: readonly { readonly value: V; readonly label: string; readonly count?: string }[]
  readonly onValue: (value: V) => void
  /** The panel of the chosen tab. */
  readonly children: ReactNode
}

/** Tabs over one panel. Left and right choose; the panel follows. */
export function Tabs<V extends string>({ label, value, tabs, onValue, children }: TabsProps<V>) {
  const id = useId()
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = tabs[(tabs.findIndex((tab) => tab.value === value) + step + tabs.length) % tabs.length]
    if (step === 0 || !next) return
    event.preventDefault()
    onValue(next.value)
    document.getElementById(`${id}-${next.value}`)?.focus()
  }
  return (
    <>
      <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            id={`${id}-${tab.value}`}
            type="button"
            role="tab"
            className="tabs__tab"
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onValue(tab.value)}
          >
            {tab.label}
            {tab.count !== undefined && <span className="tabs__count">{tab.count}</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${value}`}>
        {children}
      </div>
    </>
  )
}
