import { type BrowserWindow, dialog } from 'electron'

/** The system's dialog for one existing file. @returns its path; null where the operator chose none */
export async function chooseFile(window: BrowserWindow | null): Promise<string | null> {
  const options: Electron.OpenDialogOptions = { properties: ['openFile', 'showHiddenFiles'] }
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return filePaths[0] ?? null
}
