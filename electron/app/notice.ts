import { type BrowserWindow, Notification } from 'electron'

export interface NoticeWords {
  readonly title: string
  readonly body: string
}

/** Tells the operator outside the window; a press on it brings the window to the front. Nothing where the system has no notices. */
export function showNotice(window: () => BrowserWindow | null, { title, body }: NoticeWords): void {
  if (!Notification.isSupported()) return
  const notice = new Notification({ title, body })
  notice.on('click', () => {
    window()?.show()
    window()?.focus()
  })
  notice.show()
}
