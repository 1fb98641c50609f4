import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { type Browser, chromium, expect, type Page, test } from '@playwright/test'
import { answered, ask } from '../support/ask.ts'
import { sandboxed } from '../support/launch-console.ts'

// The packaged binary with its production fuses. Those close the way Playwright usually comes in, so the page is driven
// over Chromium's own debugging port.

const executable = resolve('dist/linux-unpacked/provider-cache-console')
const debuggingAddress = /DevTools listening on (ws:\/\/\S+)/

let child: ChildProcess | undefined
let page: Page
let dataFolder: string

test.beforeAll(async () => {
  test.skip(process.platform !== 'linux', 'the unpacked app of this system is not driven yet')
  expect(existsSync(executable), 'npm run package makes it').toBe(true)
  dataFolder = await mkdtemp(join(tmpdir(), 'pcc-packaged-'))
  const args = ['--remote-debugging-port=0', '--disable-gpu', ...(sandboxed ? [] : ['--no-sandbox'])]
  child = spawn(executable, args, {
    cwd: dataFolder,
    env: { ...process.env, PCC_DATA_DIR: dataFolder, LANG: 'en_US.UTF-8', LANGUAGE: 'en' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = await addressIn(child)
  // Whoever attaches while the window is still being made may wait for ever.
  await expect.poll(() => openPages(address)).toContain('app://console/')
  page = firstPage(await chromium.connectOverCDP(address))
})
test.afterAll(async () => {
  if (!child) return
  const gone = once(child, 'exit')
  // In its own order: it ends its server and its processes. Closing the browser from here waits half a minute at times.
  child.kill('SIGTERM')
  await gone
  await rm(dataFolder, { recursive: true, force: true })
})

test('the packaged console opens its demo workspace and fills the charts', async () => {
  await expect(page.getByText('Recorded answers.')).toBeVisible()
  await expect(page.locator('.recharts-bar-rectangle').first()).toBeVisible({ timeout: 20_000 })
  const facts = answered<{ dataFolder: string }>(await ask(page, 'app.describe', {}))
  expect(facts.dataFolder).toBe(dataFolder)
})

test('the packaged console serves its page from the archive, with the policy as a header', async () => {
  const answer = await page.evaluate(async () => {
    const response = await fetch('/')
    return { url: location.href, csp: response.headers.get('content-security-policy') }
  })
  expect(answer.url).toMatch(/^app:\/\/console\//)
  expect(answer.csp).toContain("default-src 'none'; script-src 'self'")
})

test('S2: the seven fuses are closed', async () => {
  const wire = await getCurrentFuseWire(executable)
  expect({
    runAsNode: wire[FuseV1Options.RunAsNode],
    nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
    nodeCliInspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
    onlyLoadAppFromAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    asarIntegrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
    grantFileProtocolExtraPrivileges: wire[FuseV1Options.GrantFileProtocolExtraPrivileges],
    cookieEncryption: wire[FuseV1Options.EnableCookieEncryption],
  }).toEqual({
    runAsNode: FuseState.DISABLE,
    nodeOptions: FuseState.DISABLE,
    nodeCliInspect: FuseState.DISABLE,
    onlyLoadAppFromAsar: FuseState.ENABLE,
    asarIntegrity: FuseState.ENABLE,
    grantFileProtocolExtraPrivileges: FuseState.DISABLE,
    cookieEncryption: FuseState.ENABLE,
  })
})

function addressIn(process: ChildProcess): Promise<string> {
  return new Promise((resolveAddress, reject) => {
    let said = ''
    process.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = debuggingAddress.exec(said)?.[1]
      if (address !== undefined) resolveAddress(address)
    })
    process.once('exit', (code) => reject(new Error(`the packaged console ended with ${code}:\n${said}`)))
  })
}

/** Addresses of the pages that the debugging port lists. */
async function openPages(address: string): Promise<string[]> {
  const response = await fetch(`http://${new URL(address).host}/json/list`)
  return ((await response.json()) as { url: string }[]).map(({ url }) => url)
}

function firstPage(of: Browser): Page {
  const found = of.contexts().flatMap((context) => context.pages())[0]
  if (!found) throw new Error('the packaged console has no page')
  return found
}
