import type { Icon } from '../ui/icons.ts'

export type PaletteGroup = 'actions' | 'providers' | 'operations' | 'runs' | 'screens' | 'settings' | 'keys'

export interface PaletteEntry {
  readonly id: string
  readonly group: PaletteGroup
  readonly icon: Icon
  readonly title: string
  /** What choosing it leads to, said beforehand. */
  readonly consequence: string
  readonly hint?: string
  /** Made of what was typed: it fits whatever that is. */
  readonly always?: boolean
  /** Why it cannot be chosen now; it stays in the list. */
  readonly reason?: string | null
  readonly choose: () => void
}
