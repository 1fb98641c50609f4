// Takes the README's pictures from the demo workspace: every screen, both themes, both languages, in docs/pictures/.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { inRoot, root } from './lib/root.mjs'

requireNode()
ensurePackages()
const { _electron } = await import('@playwright/test')
const { buildIfStale } = await import('./build.mjs')
const { ensureElectron } = await import('./electron-runtime.mjs')
const { launchPlan } = await import('./lib/launch.mjs')

const screens = [
  ['overview', '#/overview'],
  ['providers', '#/providers/pncp'],
  ['fetches', '#/fetches'],
  ['keys', '#/keys'],
  ['server', '#/server'],
  ['activity', '#/activity'],
  ['connections', '#/settings'],
]

const electron = await ensureElectron()
await buildIfStale()
const plan = await launchPlan(electron, [])
const folder = inRoot('docs', 'pictures')
const data = mkdtempSync(join(tmpdir(), 'pcc-pictures-'))
mkdirSync(folder, { recursive: true })
// Playwright finds Electron by this variable, not by an argument.
Object.assign(process.env, electron.env)
const app = await _electron.launch({
  args: [root, '--disable-gpu'],
  env: { ...plan.env, PCC_DATA_DIR: data, TZ: 'America/Sao_Paulo' },
})
try {
  const page = await app.firstWindow()
  const ask = (method, input) =>
    page.evaluate(([name, given]) => window.providerCacheConsole.invoke(name, given), [method, input])
  await demoIsFilled(ask)
  for (const theme of ['dark', 'light']) {
    for (const language of ['pt-BR', 'en']) {
      await ask('settings.update', { theme, language })
      for (const [name, address] of screens) {
        await show(page, address)
        await page.screenshot({ path: join(folder, `${name}-${theme}-${language}.png`) })
      }
      await show(page, '#/providers/pncp')
      await page.keyboard.press('i')
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^(Continuar|Continue)/ })
        .click()
      await page.getByRole('dialog').getByRole('textbox').fill('pncp')
      await page.screenshot({ path: join(folder, `invalidation-${theme}-${language}.png`) })
      await page.keyboard.press('Escape')
    }
  }
} finally {
  await app.close()
  rmSync(data, { recursive: true, force: true })
}
process.exit(0)

/** Goes there without a key or a pointer; focus is put away so that no ring stands in the picture. */
async function show(page, address) {
  await page.evaluate((hash) => {
    location.hash = hash
  }, address)
  await page.waitForTimeout(600)
  await page.evaluate(() => document.activeElement?.blur())
  await page.waitForTimeout(200)
}

/** Seven days of three providers, and the searches that follow the first of them. */
async function demoIsFilled(ask) {
  for (let turn = 0; turn < 120; turn++) {
    const { value: runs } = await ask('fetch.runs', { limit: 50 })
    if (runs?.length === 7 && runs.every(({ endedAt }) => endedAt !== null)) {
      await ask('stats.collect', { mode: 'exact' })
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  throw new Error('the demo workspace did not fill')
}
