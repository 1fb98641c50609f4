import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import electron from 'electron'
import { ask } from '../support/ask.ts'
import { launchConsole, sandboxed } from '../support/launch-console.ts'

test('the demo workspace fills itself, says what it is, and its server ends with the window', async () => {
  const shell = await launchConsole()
  const { page } = shell
  await ask(page, 'settings.update', { language: 'en' })
  await expect(page.getByText('Recorded answers.')).toBeVisible()
  const pid = await serverPid(shell.dataFolder)
  expect(isAlive(pid)).toBe(true)
  for (const provider of ['pncp', 'comprasnet', 'govbr']) {
    await expect.poll(() => lastDayItems(page, provider), { timeout: 30_000 }).toBeGreaterThan(0)
  }
  // Bars of both charts: what is shown is drawn, not only counted.
  await expect(page.locator('.recharts-bar-rectangle').first()).toBeVisible()
  await shell.quit()
  expect(isAlive(pid)).toBe(false)
})

test('a server left behind by a killed console is ended by the next start', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'pcc-e2e-'))
  try {
    // Started by hand: what is killed behind its back is more than Playwright's own launcher bears.
    const args = ['.', '--disable-gpu', ...(sandboxed ? [] : ['--no-sandbox'])]
    const env = { ...process.env, PCC_DATA_DIR: dataFolder }
    // Outside of Electron its package is the path of its binary, whatever the typings say.
    const first = spawn(electron as unknown as string, args, { env, stdio: 'ignore' })
    const left = await serverPid(dataFolder)
    const ended = once(first, 'exit')
    first.kill('SIGKILL')
    await ended
    expect(isAlive(left)).toBe(true)

    const second = await launchConsole({ dataFolder })
    await expect.poll(() => serverPid(dataFolder)).not.toBe(left)
    expect(isAlive(left)).toBe(false)
    await second.quit()
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
})

/** The process id in the record that the demo server's folder keeps. */
async function serverPid(dataFolder: string): Promise<number> {
  let found = 0
  await expect
    .poll(
      async () => {
        const files = await readdir(dataFolder, { recursive: true })
        const record = files.find((file) => file.endsWith('server.json'))
        if (record === undefined) return 0
        const text = await readFile(join(dataFolder, record), 'utf8').catch(() => '{}')
        found = (JSON.parse(text || '{}') as { pid?: number }).pid ?? 0
        return found
      },
      { timeout: 15_000 },
    )
    .toBeGreaterThan(0)
  return found
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  // Where nobody reaps the children of a killed parent, an ended process stays in the table as a zombie.
  return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
}

async function lastDayItems(page: Page, provider: string): Promise<number> {
  const items = await page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${provider}\\b`) }) })
    .first()
    .locator('td')
    .allInnerTexts()
  return Math.max(0, ...items.map((text) => Number(/^\d[\d,]*$/.exec(text)?.[0].replace(',', '') ?? 0)))
}
