import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

export interface LaunchedConsole {
  readonly app: ElectronApplication
  readonly page: Page
  readonly dataFolder: string
  /** Everything the page wrote to its console as a warning or an error, CSP violations among it. */
  readonly complaints: string[]
  /** Quits as an operator would and removes the data folder. */
  quit(): Promise<void>
  /** Kills the main process on the spot; its data folder stays as it was left. */
  kill(): Promise<void>
}

export interface LaunchOptions {
  readonly env?: Readonly<Record<string, string>>
  /** An existing data folder; it is kept. Without one, a new one is made and removed at the end. */
  readonly dataFolder?: string
}

/** Whether Chromium's sandbox may run; the test command says why where it may not. */
export const sandboxed = process.getuid?.() !== 0 && process.env.PCC_TEST_NO_SANDBOX === undefined

/** Starts the built console with a data folder of its own. */
export async function launchConsole(options: LaunchOptions = {}): Promise<LaunchedConsole> {
  const own = options.dataFolder === undefined
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'pcc-e2e-')))
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const app = await _electron.launch({
    args: ['.', '--disable-gpu'],
    chromiumSandbox: sandboxed,
    env: {
      ...Object.fromEntries(inherited),
      LANG: 'pt_BR.UTF-8',
      LANGUAGE: 'pt_BR',
      ...options.env,
      PCC_DATA_DIR: dataFolder,
    },
  })
  const page = await app.firstWindow()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.waitForLoadState('domcontentloaded')
  return {
    app,
    page,
    dataFolder,
    complaints,
    async quit() {
      await app.close()
      if (own) await rm(dataFolder, { recursive: true, force: true })
    },
    async kill() {
      const main = app.process()
      const gone = once(main, 'exit')
      // With the helpers of its group: what outlives it holds its streams, for whose end Playwright waits.
      process.kill(-(main.pid ?? 0), 'SIGKILL')
      await gone
    },
  }
}
