import { hasDisplay, startVirtualDisplay, whyNoSandbox } from './display.mjs'
import { redisEnvironment } from './redis-server.mjs'
import { root } from './root.mjs'

/**
 * How the built console is started on this machine. Starts a virtual display where there is none.
 * @param {import('../electron-runtime.mjs').ElectronRuntime} electron
 * @param {readonly string[]} more - further arguments for Electron
 * @returns {Promise<{ program: string, args: readonly string[], env: NodeJS.ProcessEnv, notes: readonly string[] }>}
 *   notes: what the reader should know of it
 */
export async function launchPlan(electron, more) {
  const notes = []
  if (electron.kind === 'fallback') {
    notes.push(`Electron ${electron.version} stands in for the official one: fine for a try, not for daily work.`)
  }
  const why = whyNoSandbox(electron.dist)
  if (why) notes.push(`Chromium's sandbox is off: it cannot run ${why}.`)
  const env = { ...process.env, ...electron.env, ...redisEnvironment() }
  const quiet = []
  if (!hasDisplay()) {
    notes.push('No display: the window opens on a virtual one (xvfb), where nobody sees it. Ctrl+C ends it.')
    Object.assign(env, (await startVirtualDisplay()).env)
    // Without a desktop Chromium complains of every bus and GPU it does not find; the console needs none of them.
    quiet.push('--disable-gpu', '--log-level=3')
  }
  // Some editors' terminals set it; Electron would be a plain Node then.
  delete env.ELECTRON_RUN_AS_NODE
  return { program: electron.executable, args: [...(why ? ['--no-sandbox'] : []), ...quiet, root, ...more], env, notes }
}
