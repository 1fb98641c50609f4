import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'
import './float.css'

export interface MenuItem {
  readonly id: string
  readonly label: ReactNode
  /** At the right end: a key, a state, or the reason why it cannot be chosen. */
  readonly note?: string
  readonly disabled?: boolean
  readonly separated?: boolean
  readonly onChoose: () => void
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly items: readonly MenuItem[]
}

/** A menu under its button: arrows move, Enter chooses, Esc closes. */
export function Menu({ trigger, items }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" className="menu-position">
          <Base.Popup className="menu">
            {items.map((item) => [
              item.separated ? <Base.Separator key={`${item.id}-line`} className="menu__separator" /> : null,
              <Base.Item key={item.id} className="menu__item" disabled={item.disabled ?? false} onClick={item.onChoose}>
                {item.label}
                {item.note && <span className="menu__note">{item.note}</span>}
              </Base.Item>,
            ])}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
