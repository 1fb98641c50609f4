// Brings what `npm start` or `npm test` needs: npm packages, an Electron, system libraries, a display, a redis-server.
// Only Node's own modules may be imported before the npm packages are there.
import { hasDisplay, hasVirtualDisplay } from './lib/display.mjs'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { buildRedisServer, findRedisServer } from './lib/redis-server.mjs'
import { tryRun } from './lib/run.mjs'
import { installPackages } from './lib/system-packages.mjs'

const purpose = process.argv[2]
const say = (text) => process.stderr.write(`${text}\n`)

try {
  if (purpose !== 'start' && purpose !== 'test') throw new Error('usage: node scripts/setup.mjs start|test')
  requireNode()
  ensurePackages()
  const { ensureElectron } = await import('./electron-runtime.mjs')
  const electron = await ensureElectron(say)
  if (process.platform === 'linux') bringSystemPackages(electron.executable)
  if (!findRedisServer()) bringRedisServer()
} catch (error) {
  say(error.message)
  process.exitCode = 1
}

/** @throws {Error} with the command to type, where we may not install what is missing */
function bringSystemPackages(executable) {
  const missing = []
  const libraries = tryRun('ldd', [executable]).output.match(/\S+(?= => not found)/g) ?? []
  if (libraries.length > 0) missing.push('libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1')
  if ((purpose === 'test' || !hasDisplay()) && !hasVirtualDisplay()) missing.push('xvfb')
  if (missing.length > 0) {
    const command = installPackages(missing, say)
    if (command) {
      const why = libraries.length > 0 ? `Electron lacks ${libraries.join(', ')}` : 'a virtual display is missing'
      throw new Error(`${why}. Please run:\n  ${command}`)
    }
  }
  const wanted = findRedisServer() ? [] : ['redis-server']
  // The other programs' side of the wire format; without it those tests are reported "not run".
  if (purpose === 'test' && !tryRun('/usr/bin/python3', ['-c', 'import redis']).ok)
    wanted.push('python3', 'python3-redis')
  // Certificates for the TLS tests, likewise.
  if (purpose === 'test' && !tryRun('openssl', ['version']).ok) wanted.push('openssl')
  if (wanted.length > 0) installPackages(wanted, say)
}

/** The console itself tells what to type where its demo finds no server; the tests cannot do without. */
function bringRedisServer() {
  try {
    buildRedisServer(say)
  } catch (error) {
    const commands = { darwin: 'brew install redis', win32: 'winget install Memurai.MemuraiDeveloper' }
    say(error.message.trim().split('\n').slice(-3).join('\n'))
    const words = `No redis-server was found or built. Please run:\n  ${commands[process.platform] ?? 'sudo apt-get install redis-server'}`
    if (purpose === 'test') throw new Error(words, { cause: error })
    say(words)
  }
}
