import type { ElectronApplication } from '@playwright/test'
import type * as Electron from 'electron'

/**
 * Runs a function in the main process. V8's inspector may collect the promise it waits for while the process is young; that
 * says nothing of the console, so the question is put again.
 */
export async function inMain<T>(
  app: ElectronApplication,
  question: (electron: typeof Electron) => T | Promise<T>,
): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await app.evaluate(question)
    } catch (error) {
      if (turn === 3 || !(error instanceof Error) || !error.message.includes('garbage collected')) throw error
    }
  }
}
