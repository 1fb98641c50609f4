import { BrowserWindow } from 'electron'

/** The settings of every window. Source: Electron security checklist (2 to 4, 8). */
export const webPreferences = (preload: string): Electron.WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
})

/** Opens the console's only window. It is shown when its first frame is painted, so nothing flashes. */
export function openWindow(url: string, preload: string, title: string): BrowserWindow {
  const window = new BrowserWindow({
    title,
    width: 1440,
    height: 900,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: '#0F1216',
    autoHideMenuBar: true,
    webPreferences: webPreferences(preload),
  })
  window.once('ready-to-show', () => window.show())
  // The page's title is ours; a key name shown in a page can never reach the window frame.
  window.on('page-title-updated', (event) => event.preventDefault())
  void window.loadURL(url)
  return window
}
