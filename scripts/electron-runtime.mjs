import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cachedFallback, makeFallback } from './lib/fallback-electron.mjs'
import { inRoot, isStarted } from './lib/root.mjs'
import { tryRun } from './lib/run.mjs'

/**
 * @typedef {object} ElectronRuntime
 * @property {string} dist - folder of the runtime
 * @property {string} executable
 * @property {string} version
 * @property {'given' | 'official' | 'fallback'} kind
 * @property {Readonly<Record<string, string>>} env - what child processes need for `electron` to mean this one
 */

/**
 * Finds an Electron to run: the one named by ELECTRON_OVERRIDE_DIST_PATH, the official binary, the cached fallback; else
 * downloads the official one, else makes the fallback.
 * @param {(text: string) => void} [say] - told of what takes long
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron(say = (text) => process.stderr.write(`${text}\n`)) {
  const found = findElectron()
  if (found) return found
  say('Downloading Electron …')
  const installed = tryRun(process.execPath, [inRoot('node_modules', 'electron', 'install.js')], { cwd: inRoot() })
  if (installed.ok) {
    const official = officialElectron()
    if (official) return official
  }
  try {
    const fallback = await makeFallback(say)
    return overriding('fallback', fallback.dist, fallback.version)
  } catch (error) {
    const words = installed.output.trim().split('\n').slice(0, 3).join('\n')
    throw new Error(`There is no Electron to run.\n${words}\n${error.message}`, { cause: error })
  }
}

/** @returns {ElectronRuntime | null} what is on this machine already; downloads nothing */
export function findElectron() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (given) return overriding('given', given, readFileSync(join(given, 'version'), 'utf8').replace(/^v/, '').trim())
  const official = officialElectron()
  if (official) return official
  const fallback = cachedFallback()
  return fallback && overriding('fallback', fallback.dist, fallback.version)
}

function officialElectron() {
  const folder = inRoot('node_modules', 'electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const dist = join(folder, 'dist')
  const executable = join(dist, readFileSync(pathFile, 'utf8'))
  if (!existsSync(executable)) return null
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return { kind: 'official', dist, executable, version, env: {} }
}

function overriding(kind, dist, version) {
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
  const executable = join(dist, names[process.platform] ?? 'electron')
  if (!existsSync(executable)) throw new Error(`${executable} does not exist`)
  return { kind, dist, executable, version, env: { ELECTRON_OVERRIDE_DIST_PATH: dist } }
}

if (isStarted(import.meta.url)) {
  const { kind, version, executable } = await ensureElectron()
  process.stdout.write(`${kind} Electron ${version}: ${executable}\n`)
}
