// Takes pictures of the demo workspace: every screen and its main states, both themes, both languages.
// `npm run screenshots -- --help` names the options; without any, the README's pictures in docs/pictures are renewed.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { inRoot, root } from './lib/root.mjs'

const usage = `npm run screenshots -- [options]
  --size 1440x900         of the window, in pixels
  --to docs/pictures      the folder
  --only overview,keys    these scenes alone; all without it
  --theme dark,light      --language pt-BR,en`

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1440x900' },
    to: { type: 'string', default: inRoot('docs', 'pictures') },
    only: { type: 'string' },
    theme: { type: 'string', default: 'dark,light' },
    language: { type: 'string', default: 'pt-BR,en' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(`${usage}\n`)
  process.exit(0)
}
const [width, height] = values.size.split('x').map(Number)
if (!(width >= 1024 && height >= 640)) throw new Error(`--size ${values.size}: the window is at least 1024x640`)

requireNode()
ensurePackages()
const { _electron } = await import('@playwright/test')
const { buildIfStale } = await import('./build.mjs')
const { ensureElectron } = await import('./electron-runtime.mjs')
const { launchPlan } = await import('./lib/launch.mjs')
const { scenes } = await import('./lib/scenes.mjs')

const wanted = values.only?.split(',') ?? scenes.map(({ name }) => name)
const unknown = wanted.filter((name) => !scenes.some((scene) => scene.name === name))
if (unknown.length > 0)
  throw new Error(`no such scene: ${unknown.join(', ')}; there are ${scenes.map((s) => s.name).join(', ')}`)

const electron = await ensureElectron()
await buildIfStale()
const plan = await launchPlan(electron, [])
const folder = resolve(values.to)
const data = mkdtempSync(join(tmpdir(), 'pcc-pictures-'))
mkdirSync(folder, { recursive: true })
// Playwright finds Electron by this variable, not by an argument.
Object.assign(process.env, electron.env)
const app = await _electron.launch({
  args: [root, '--disable-gpu'],
  env: { ...plan.env, PCC_DATA_DIR: data, TZ: 'America/Sao_Paulo' },
})
const failed = []
try {
  const page = await app.firstWindow()
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0].setContentSize(...size),
    [width, height],
  )
  await page.waitForFunction((given) => innerWidth === given[0] && innerHeight === given[1], [width, height])
  const ask = (method, input) =>
    page.evaluate(([name, given]) => window.providerCacheConsole.invoke(name, given), [method, input])
  await demoIsFilled(ask)
  for (const theme of values.theme.split(',')) {
    for (const language of values.language.split(',')) {
      await ask('settings.update', { theme, language })
      await page.waitForFunction((lang) => document.documentElement.lang === lang, language)
      for (const scene of scenes) if (wanted.includes(scene.name)) await take(page, scene, `${theme}-${language}`)
    }
  }
} finally {
  await app.close()
  rmSync(data, { recursive: true, force: true })
}
if (failed.length > 0) process.stderr.write(`not taken:\n  ${failed.join('\n  ')}\n`)
process.exit(failed.length === 0 ? 0 : 1)

/** One scene that cannot be reached is told and does not keep the others from being taken. */
async function take(page, { name, at, act }, look) {
  try {
    // Another address first: one that is already shown would keep what was done there.
    await goTo(page, '#/settings')
    await goTo(page, at)
    await act?.(page)
    await atRest(page)
    await page.screenshot({ path: join(folder, `${name}-${look}.png`) })
  } catch (error) {
    failed.push(`${name}-${look}: ${error.message.split('\n')[0]}`)
  }
  if ((await page.locator('.tour').count()) > 0) await page.locator('.tour .icon-button').click()
  for (let turn = 0; turn < 3 && (await page.getByRole('dialog').count()) > 0; turn++)
    await page.keyboard.press('Escape')
}

async function goTo(page, address) {
  await page.evaluate((hash) => {
    location.hash = hash
  }, address)
  await atRest(page)
  await page.evaluate(() => document.activeElement?.blur()) // no ring in the picture
}

/** Nothing loads any more, nothing moves, and two frames have been painted since. */
async function atRest(page) {
  await page.waitForTimeout(300)
  await page.waitForFunction(
    () =>
      document.querySelector('[aria-busy="true"], [role="status"][aria-label]') === null &&
      document.getAnimations().every(({ playState }) => playState !== 'running'),
  )
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** Seven days of three providers, and the searches that follow the first of them. */
async function demoIsFilled(ask) {
  for (let turn = 0; turn < 240; turn++) {
    const { value: runs } = await ask('fetch.runs', { limit: 50 })
    if (runs?.length === 7 && runs.every(({ endedAt }) => endedAt !== null)) {
      await ask('stats.collect', { mode: 'exact' })
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('the demo workspace did not fill')
}
