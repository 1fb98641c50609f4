import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { inRoot } from './root.mjs'
import { npmCommand } from './run.mjs'

const oldestNode = [20, 19]

/** @throws {Error} in words, where this Node is too old */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new Error(
    `Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}. See https://nodejs.org`,
  )
}

/**
 * Brings node_modules to what package-lock.json says, with `npm ci`, unless it is so already.
 * npm's report goes to standard error, so that it never mixes with a command's own output.
 */
export function ensurePackages() {
  if (areInstalled()) return
  process.stderr.write('Installing npm packages …\n')
  const [npm, first] = npmCommand()
  const args = [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  // On Windows npm is a .cmd file, which only a shell starts.
  const options = { cwd: inRoot(), stdio: ['ignore', 2, 2], shell: npm.endsWith('.cmd') }
  const { status, error } = spawnSync(npm, args, options)
  if (status !== 0) throw new Error(`npm ci failed${error ? `: ${error.message}` : ''}`)
}

/**
 * Compares with the lock that npm leaves in node_modules once an installation is complete. Packages for other
 * platforms are in the one and not in the other.
 */
function areInstalled() {
  const wanted = packagesIn(inRoot('package-lock.json'))
  const found = packagesIn(inRoot('node_modules', '.package-lock.json'))
  if (wanted === null || found === null) return false
  const isThere = ([path, entry]) => path === '' || entry.optional || entry.devOptional || found[path] !== undefined
  const isSame = ([path, entry]) =>
    wanted[path]?.version === entry.version && wanted[path].integrity === entry.integrity
  return Object.entries(wanted).every(isThere) && Object.entries(found).every(isSame)
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}
