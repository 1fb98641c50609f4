import { create } from 'zustand'
import { goTo } from '../../connection/address.ts'
import { useSettings } from '../../connection/settings-store.ts'
import { tourSteps } from './tour-steps.ts'

interface TourState {
  /** null: no tour is under way. */
  readonly step: number | null
}

export const useTour = create<TourState>(() => ({ step: null }))

/** From the beginning; whoever took it before may take it again. */
export function startTour(): void {
  toStep(0)
}

/** Shows a step at its place; behind the last one the tour is over. */
export function toStep(step: number): void {
  const next = tourSteps[step]
  if (!next) {
    endTour()
    return
  }
  useTour.setState({ step })
  if (next.address !== null) goTo(next.address)
}

/** Skipped or finished: it is not offered again by itself. */
export function endTour(): void {
  useTour.setState({ step: null })
  void useSettings.getState().update({ tourSeen: true })
}
