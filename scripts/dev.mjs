// The development loop: rebuilds on every change; a change of the page reloads it, one of main or preload restarts Electron.
import { spawn } from 'node:child_process'
import { buildIfStale, forgetBuild } from './build.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { launchPlan } from './lib/launch.mjs'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { inRoot, root } from './lib/root.mjs'

requireNode()
ensurePackages()
const { chromium } = await import('@playwright/test')
const { build } = await import('vite')

const electron = await ensureElectron()
await buildIfStale()
// What the loop leaves in out/ is not a whole build.
forgetBuild()

const { program, args, env, notes } = await launchPlan(electron, [
  '--remote-debugging-port=0',
  ...process.argv.slice(2),
])
for (const note of notes) process.stdout.write(`${note}\n`)

let child = null
let page = null
let restarting = false

await watch({ root, mode: 'main', configFile: inRoot('vite.electron.config.ts') }, restart)
await watch({ root, mode: 'preload', configFile: inRoot('vite.electron.config.ts') }, restart)
await watch({ root: inRoot('renderer'), configFile: inRoot('vite.config.ts') }, () => page?.reload())
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, stop)
start()

/** The display goes with this process: Electron goes first. */
function stop() {
  restarting = false
  child.kill('SIGTERM')
}

function start() {
  child = spawn(program, args, { env, stdio: ['inherit', 'inherit', 'pipe'] })
  child.stderr.on('data', (chunk) => {
    process.stderr.write(chunk)
    const address = /DevTools listening on (ws:\S+)/.exec(String(chunk))?.[1]
    if (address) void attach(address)
  })
  child.once('exit', (code) => {
    page = null
    if (restarting) {
      restarting = false
      start()
    } else process.exit(code ?? 0)
  })
}

function restart() {
  if (child === null) return
  restarting = true
  child.kill('SIGTERM')
}

async function attach(address) {
  const browser = await chromium.connectOverCDP(address)
  const context = browser.contexts()[0]
  page = context?.pages()[0] ?? (await context?.waitForEvent('page')) ?? null
}

/** Builds once, then again after each change, and calls `onRebuilt` for those. */
async function watch(config, onRebuilt) {
  const watcher = await build({ ...config, logLevel: 'warn', build: { watch: {} } })
  let builds = 0
  await new Promise((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`)
      if (event.code !== 'END') return
      builds++
      if (builds > 1) void onRebuilt()
      resolve()
    })
  })
}
