import { type BrowserWindow, Menu, nativeImage, Tray } from 'electron'
import { trayIcon } from './tray-icon.ts'

export interface TrayWords {
  readonly tooltip: string
  readonly open: string
  readonly quit: string
}

export interface TrayActions {
  readonly open: () => void
  readonly quit: () => void
}

/** The console without its window: closing hides it, so that the schedule goes on. Made and removed as the setting says. */
export interface TrayIcon {
  /** null: no tray icon, and closing the window ends the console. */
  show(words: TrayWords | null): void
  /** Hides the window instead of closing it while there is an icon. */
  hold(window: BrowserWindow): void
  /** From now on windows close. */
  letGo(): void
}

export function createTrayIcon(actions: TrayActions): TrayIcon {
  let tray: Tray | null = null
  let quitting = false

  return {
    show(words) {
      if (words === null) {
        tray?.destroy()
        tray = null
        return
      }
      tray ??= new Tray(nativeImage.createFromDataURL(trayIcon))
      tray.setToolTip(words.tooltip)
      tray.removeAllListeners('click')
      tray.on('click', actions.open)
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: words.open, click: actions.open },
          { type: 'separator' },
          { label: words.quit, click: actions.quit },
        ]),
      )
    },
    hold(window) {
      window.on('close', (event) => {
        if (tray === null || quitting) return
        event.preventDefault()
        window.hide()
      })
    },
    letGo() {
      quitting = true
    },
  }
}
