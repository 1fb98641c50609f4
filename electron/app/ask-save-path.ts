import { type BrowserWindow, dialog } from 'electron'

export interface SaveQuestion {
  readonly title: string
  /** Offered as the file's name; the operator may choose another, anywhere. */
  readonly name: string
  /** Without the dot. */
  readonly extension: string
}

/** Asks where to save in the system's own dialog: a page can open it, and never answer it. @returns null if cancelled */
export async function askSavePath(window: BrowserWindow | null, question: SaveQuestion): Promise<string | null> {
  const { title, name, extension } = question
  const options: Electron.SaveDialogOptions = {
    title,
    defaultPath: name,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  }
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}
