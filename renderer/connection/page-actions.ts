import { useEffect } from 'react'
import { create } from 'zustand'

/** What the keys of the map do on the screen that is shown. A missing one does nothing there. */
export interface PageActions {
  /** R */
  readonly refresh?: () => void
  /** F; without one the form on Fetches opens */
  readonly fetch?: () => void
  /** I; without one nothing happens */
  readonly invalidate?: () => void
  /** `/` and Ctrl F */
  readonly search?: () => void
}

interface PageActionsState {
  readonly actions: PageActions
}

/** Read by the keyboard map and the palette. */
export const usePageActionsStore = create<PageActionsState>(() => ({ actions: {} }))

/** Gives the shown screen's acts to the keyboard map and the palette. Call once, in the page. */
export function usePageActions(actions: PageActions): void {
  useEffect(() => {
    usePageActionsStore.setState({ actions })
    return () => {
      if (usePageActionsStore.getState().actions === actions) usePageActionsStore.setState({ actions: {} })
    }
  }, [actions])
}
