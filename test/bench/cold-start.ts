import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { sandboxed } from '../e2e/support/launch-console.ts'
import { poll } from '../support/poll.ts'

const packaged = resolve('dist/linux-unpacked/provider-cache-console')

/** What is started: the packaged console where there is one. */
export const startedKind = () => (existsSync(packaged) ? 'packaged' : 'from the checkout, not packaged')

/**
 * Starts the console anew and ends it, not by Playwright's own way in: that one holds the start up until it is attached.
 * @param dataFolder - its last connection is opened at the start
 * @returns milliseconds from the start of the process to the frame that shows the screen; that the failed connection is
 *   said on it is waited for
 */
export async function coldStartMs(dataFolder: string): Promise<number> {
  const [program, ...first] = existsSync(packaged) ? [packaged] : [await electronPath(), '.']
  const args = [...first, '--remote-debugging-port=0', '--disable-gpu', ...(sandboxed ? [] : ['--no-sandbox'])]
  const startedAt = Date.now()
  const child = spawn(program, args, {
    env: { ...process.env, PCC_DATA_DIR: dataFolder },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = once(child, 'exit')
  try {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    const told = () => /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1] ?? ''
    await poll(() => told() !== '')
    const address = told()
    // Whoever attaches while the window is still being made may wait for ever.
    await poll(async () => {
      const pages = await fetch(`http://${new URL(address).host}/json/list`).then((answer) => answer.text())
      return pages.includes('app://console/')
    })
    const browser = await chromium.connectOverCDP(address)
    const page = browser.contexts().flatMap((context) => context.pages())[0]
    if (!page) throw new Error('the console has no page')
    await page.locator('.banner--error').waitFor()
    const shownAt = await page.evaluate(
      () =>
        new Promise<number>((found) => {
          // The largest part of the window comes with its screen.
          new PerformanceObserver((list) => {
            found(performance.timeOrigin + Math.max(...list.getEntries().map(({ startTime }) => startTime)))
          }).observe({ type: 'largest-contentful-paint', buffered: true })
        }),
    )
    await browser.close()
    return shownAt - startedAt
  } finally {
    child.kill('SIGTERM')
    await gone
    // A helper process of Chromium's may hold the pipe for longer than the console lives, and with it this process.
    child.stderr.destroy()
  }
}

/** In plain Node the package is the path of its program. */
async function electronPath(): Promise<string> {
  const { default: path } = (await import('electron')) as unknown as { readonly default: string }
  return path
}
