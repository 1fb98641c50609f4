import { create } from 'zustand'

interface ShellState {
  /** What floats over the screens; one at a time. */
  readonly overlay: 'palette' | 'keys' | null
}

export const useShell = create<ShellState>(() => ({ overlay: null }))

export function openOverlay(overlay: 'palette' | 'keys'): void {
  useShell.setState({ overlay })
}

export function closeOverlay(): void {
  useShell.setState({ overlay: null })
}
