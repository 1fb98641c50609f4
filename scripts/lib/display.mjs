import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tryRun } from './run.mjs'

/** Whether a window could be shown to somebody. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

export const hasVirtualDisplay = () => tryRun('sh', ['-c', 'command -v Xvfb']).ok

/**
 * Starts an Xvfb on a display number it chooses itself. Not xvfb-run: that one leaves its programs behind when it is
 * ended, and guesses a free number.
 * @param {{ uid?: number, gid?: number }} [user] - who may open windows there; the current user by default
 * @returns {Promise<{ env: Record<string, string>, stop: () => void }>} env: for the programs that open windows there
 */
export async function startVirtualDisplay(user = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'pcc-display-'))
  const authority = join(folder, 'authority')
  writeFileSync(authority, cookie(), { mode: 0o600 })
  if (user.uid !== undefined) for (const path of [folder, authority]) chownSync(path, user.uid, user.gid)
  // Larger than the console's window; Xvfb's own default is not.
  const args = ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-auth', authority]
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] })
  const stop = () => {
    server.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', stop)
  const number = await new Promise((resolve, reject) => {
    let words = ''
    server.stderr.on('data', (chunk) => {
      words += chunk
    })
    server.stdio[3].once('data', (chunk) => resolve(String(chunk).trim()))
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}: ${words.trim()}`)))
  })
  // It ends with this process, and does not keep it from ending.
  for (const handle of [server, server.stderr, server.stdio[3]]) handle.unref()
  return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority }, stop }
}

/** One entry of an Xauthority file, for any address and any display: family, address, number, name, data. */
function cookie() {
  const field = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
  const anyFamily = Buffer.from([0xff, 0xff])
  const none = field(Buffer.alloc(0))
  return Buffer.concat([anyFamily, none, none, field(Buffer.from('MIT-MAGIC-COOKIE-1')), field(randomBytes(16))])
}

/**
 * Why Chromium cannot run sandboxed here, or null where it can.
 * @param {string} dist - the Electron runtime's folder
 * @param {{ uid?: number, gid?: number }} [user] - the user Electron will run as; the current one by default
 */
export function whyNoSandbox(dist, user = {}) {
  if (process.platform !== 'linux') return null
  if ((user.uid ?? process.getuid()) === 0) return 'as root'
  if (spawnSync('unshare', ['-Ur', 'true'], { ...user, stdio: 'ignore' }).status === 0) return null
  const { uid, mode } = statSync(join(dist, 'chrome-sandbox'))
  return uid === 0 && (mode & 0o4000) !== 0 ? null : 'where user namespaces are not allowed'
}
