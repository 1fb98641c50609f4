import { app, type BrowserWindow } from 'electron'

/**
 * One instance only: a second start brings the first window to the front, and its arguments start nothing.
 * @returns false where another instance already runs; the caller quits
 */
export function beTheOnlyInstance(window: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) return false
  app.on('second-instance', () => {
    const first = window()
    if (first?.isMinimized()) first.restore()
    first?.show() // it may be hidden in the tray
    first?.focus()
  })
  return true
}

/**
 * Quits in order: `close` ends what main runs (operations, connection, demo server) before the process goes. It gets
 * at most `graceMs`; a server that no longer answers must not keep the window's process alive.
 * @param leaving - called first: from then on windows close for good
 */
export function quitInOrder(close: () => Promise<void>, leaving: () => void, graceMs: number): void {
  let closing: Promise<void> | null = null
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', (event) => {
    leaving()
    if (closing) return
    event.preventDefault()
    const grace = new Promise<void>((resolve) => setTimeout(resolve, graceMs).unref())
    closing = Promise.race([close().catch(() => undefined), grace])
    void closing.then(() => app.exit(0))
  })
}
