import { type BrowserWindow, dialog } from 'electron'

type Words = Readonly<Record<'title' | 'message' | 'detail' | 'confirm' | 'cancel', string>>

/**
 * Asks in a window that no page script can answer: what a compromised page could not confirm stays undone.
 * @returns true only if the operator chose `confirm`; closing the window or Enter chooses `cancel`
 */
export async function confirmNatively(window: BrowserWindow | null, question: Words): Promise<boolean> {
  const options: Electron.MessageBoxOptions = {
    type: 'warning',
    title: question.title,
    message: question.message,
    detail: question.detail,
    buttons: [question.cancel, question.confirm],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  return response === 1
}
