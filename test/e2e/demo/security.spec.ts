import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { ask, codeOf } from '../support/ask.ts'
import { inMain } from '../support/in-main.ts'
import { sandboxed } from '../support/launch-console.ts'
import { waitForDemo } from '../support/open-connection.ts'
import { test } from '../support/shared-console.ts'

// Electron's security checklist where it concerns what exists: acceptance battery S1, S4, S6, S11 to S14.

test.beforeAll(({ shell }) => waitForDemo(shell))

test('S1: the window runs sandboxed, isolated and without Node', async ({ shell }) => {
  const preferences = await inMain(shell.app, ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // Not in the typings; Electron's own way to read what is in force.
    return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
  })
  expect(preferences.enableBlinkFeatures ?? '').toBe('')
  expect(preferences.disableBlinkFeatures ?? '').toBe('')
  expect(preferences.nodeIntegrationInWorker ?? false).toBe(false) // left out of the list where it is off
})

test('S1: no webview comes to be, and one place alone opens other programs, for links that were confirmed', async ({
  shell,
}) => {
  await shell.page.evaluate(() => {
    const view = document.createElement('webview')
    view.setAttribute('src', 'https://example.org/')
    document.body.append(view)
    setTimeout(() => view.remove(), 200)
  })
  await shell.page.waitForTimeout(300)
  const kinds = await inMain(shell.app, ({ webContents }) =>
    webContents.getAllWebContents().map((one) => one.getType()),
  )
  expect(kinds).toContain('window')
  expect(kinds).not.toContain('webview')
  const sources = readdirSync('electron', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const opening = sources.filter((file) =>
    /shell\.open|webviewTag: true|allowpopups/.test(readFileSync(join('electron', file), 'utf8')),
  )
  // Behind the question that shows the host: test/unit/ipc/open-link.test.ts.
  expect(opening).toEqual(['main.ts'])
})

test('S1: the renderer process is confined by the kernel where Chromium’s sandbox may run', async ({ shell }) => {
  test.skip(!sandboxed, 'Chromium’s sandbox cannot run here')
  test.skip(process.platform !== 'linux', 'read from /proc')
  const status = await inMain(shell.app, async ({ BrowserWindow }) => {
    const pid = BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId()
    const { readFileSync } = process.getBuiltinModule('node:fs')
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  })
  expect(status).toMatch(/^Seccomp:\s+2$/m)
  expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
})

test('S4: a script in the page reaches two functions and nothing of Node or Electron', async ({ shell }) => {
  const reach = await shell.page.evaluate(() => {
    const bridge = window.providerCacheConsole as unknown as Record<string, unknown>
    const global = window as unknown as Record<string, unknown>
    return {
      bridge: Object.entries(bridge).map(([name, value]) => `${name}:${typeof value}`),
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global'].filter(
        (name) => name in global,
      ),
    }
  })
  expect(reach.bridge.sort()).toEqual(['invoke:function', 'on:function'])
  expect(reach.node).toEqual([])
})

test('S4: no request takes a Redis command, a pattern, a path or code', async ({ shell }) => {
  const attempts: readonly [string, unknown][] = [
    ['redis.call', { command: 'FLUSHALL' }],
    ['__proto__', {}],
    ['constructor', {}],
    ['toString', {}],
    ['invalidation.preview', { scope: 'whole', namespace: '*' }],
    ['invalidation.preview', { scope: 'whole', namespace: 'pncp:*' }],
    ['invalidation.preview', {}],
    ['settings.update', { theme: 'dark', path: '/etc/passwd' }],
  ]
  const codes: string[] = []
  for (const [method, input] of attempts) codes.push(codeOf(await ask(shell.page, method, input)))
  expect(codes).toEqual(attempts.map(() => 'bad_input'))
})

test('S6: other windows, other hosts of our scheme and frames are refused', async ({ shell }) => {
  const answers = await inMain(shell.app, async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/preload.cjs`
    const found: string[] = []
    for (const url of ['app://console/', 'app://elsewhere/', 'about:blank']) {
      const second = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      })
      await second.loadURL(url).catch(() => undefined)
      const answer: unknown = await second.webContents.executeJavaScript(
        `window.providerCacheConsole?.invoke('app.describe', {}).then((a) => a.ok ? 'done' : a.failure.code) ?? 'no bridge'`,
      )
      found.push(String(answer))
      second.destroy()
    }
    return found
  })
  expect(answers).toEqual(['refused', 'refused', 'refused'])

  const inFrame = await shell.page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const bridge = (frame.contentWindow as Window | null)?.providerCacheConsole
    frame.remove()
    return typeof bridge
  })
  expect(inFrame).toBe('undefined')
})

test('S11: nothing leads away from the page and no second window opens', async ({ shell }) => {
  const { page, app } = shell
  const before = page.url()
  const attempts = [
    `location.href = 'https://example.org/'`,
    `location.replace('file:///etc/passwd')`,
    `window.open('https://example.org/')`,
    `(() => { const a = document.createElement('a'); a.href = 'https://example.org/'; document.body.append(a); a.click(); a.remove() })()`,
    `(() => { const a = document.createElement('a'); a.href = 'https://example.org/'; a.target = '_blank'; document.body.append(a); a.click(); a.remove() })()`,
    `(() => { const f = document.createElement('form'); f.action = 'https://example.org/'; document.body.append(f); f.submit(); f.remove() })()`,
    `(() => { const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://example.org/'; document.head.append(m) })()`,
    `location.href = 'data:text/html,hello'`,
    `location.href = 'app://elsewhere/'`,
  ]
  for (const attempt of attempts) {
    await page.evaluate(attempt).catch(() => undefined)
    await page.waitForTimeout(60)
  }
  expect(page.url().replace(/#.*$/, '')).toBe(before.replace(/#.*$/, ''))
  expect(await inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('S12: every permission is refused', async ({ shell }) => {
  const states = await shell.page.evaluate(async () => {
    const asked: Record<string, string> = {}
    for (const name of ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'] as const) {
      asked[name] = (await navigator.permissions.query({ name: name as PermissionName })).state
    }
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      (error: DOMException) => error.name,
    )
    const screen = await navigator.mediaDevices.getDisplayMedia().then(
      () => 'granted',
      (error: DOMException) => error.name,
    )
    return { asked, media, screen, notification: await Notification.requestPermission() }
  })
  expect(Object.values(states.asked)).toEqual(Array(6).fill('denied'))
  expect(states.media).not.toBe('granted')
  expect(states.screen).not.toBe('granted')
  expect(states.notification).toBe('denied')
})

test('S13: the policy comes as a header and holds', async ({ shell }) => {
  const answer = await shell.page.evaluate(async () => {
    const response = await fetch('/')
    const injected = await new Promise<string[]>((resolve) => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective))
      const script = document.createElement('script')
      try {
        script.textContent = 'window.injected = true'
      } catch {
        violations.push('trusted-types')
      }
      document.head.append(script)
      const image = new Image()
      image.src = 'https://example.org/pixel.png'
      document.body.append(image)
      setTimeout(() => {
        script.remove()
        image.remove()
        resolve(violations)
      }, 300)
    })
    return {
      csp: response.headers.get('content-security-policy'),
      nosniff: response.headers.get('x-content-type-options'),
      injected,
      ran: 'injected' in window,
    }
  })
  expect(answer.csp).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  )
  expect(answer.nosniff).toBe('nosniff')
  expect(answer.ran).toBe(false)
  expect(answer.injected).toContain('img-src')
})

test('S14: the app scheme serves packaged files and nothing else', async ({ shell }) => {
  const statuses = await shell.page.evaluate(async () => {
    const get = async (url: string, init?: RequestInit) =>
      fetch(url, init).then(
        (response) => String(response.status),
        () => 'blocked',
      )
    return {
      page: await get('/'),
      dots: await get('/..%2f..%2fpackage.json'),
      encoded: await get('/%2e%2e%2fmain/main.js'),
      doubled: await get('//etc/passwd'),
      backslash: await get('/%5c..%5cpackage.json'),
      nul: await get('/index.html%00.js'),
      unknown: await get('/nothing.js'),
      post: await get('/', { method: 'POST', body: 'x' }),
      file: await get('file:///etc/passwd'),
      http: await get('http://127.0.0.1:9/'),
    }
  })
  expect(statuses).toEqual({
    page: '200',
    dots: '404',
    encoded: '404',
    doubled: 'blocked',
    backslash: '404',
    nul: '404',
    unknown: '404',
    post: '405',
    file: 'blocked',
    http: 'blocked',
  })
})
