import type { BrowserWindow } from 'electron'
import { eventChannel } from '../../shared/contract/bridge.ts'
import type { AppEvent, Publish } from '../../shared/contract/events.ts'

/** Forwards what main publishes to the window, while there is one. The only place that sends to a page. */
export function publishTo(window: () => BrowserWindow | null): Publish {
  return (event: AppEvent) => {
    const contents = window()?.webContents
    if (contents && !contents.isDestroyed()) contents.send(eventChannel, event)
  }
}
