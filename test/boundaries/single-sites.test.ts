import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../../scripts/check-single-sites.mjs', import.meta.url))

const sites: Readonly<Record<string, string>> = {
  'electron/ipc/register-handlers.ts': "ipcMain.handle('channel', answer)\n",
  'electron/ipc/event-publisher.ts': 'contents.send(channel, event)\n',
  'electron/redis/config-parameter.ts': "await sendAll(client, [['CONFIG', 'SET', name, value]])\n",
  'renderer/bridge/console-client.ts': 'const bridge = window.providerCacheConsole\n',
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcc-sites-'))
  for (const [path, text] of Object.entries(sites)) write(path, text)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the sites themselves are allowed', () => {
  expect(check()).toEqual({ status: 0, places: '' })
})

test.each([
  ['electron/ipc/other.ts', "import { ipcMain } from 'electron'\n"],
  ['electron/main.ts', "window.webContents.send('channel')\n"],
  ['electron/app/window.ts', "window.webContents\n  .postMessage('channel')\n"],
  ['electron/redis/live-events.ts', "await send(client, ['CONFIG', 'SET', 'notify-keyspace-events', 'KEA'])\n"],
  ['renderer/features/keys/KeysPage.tsx', "window.providerCacheConsole.invoke('x')\n"],
])('a second site in %s is refused', (path, text) => {
  write(path, text)
  const { status, places } = check()
  expect(status).toBe(1)
  expect(places).toContain(`${path}:`)
})

function check(): { status: number | null; places: string } {
  const { status, stdout } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' })
  return { status, places: stdout }
}

function write(path: string, text: string): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
