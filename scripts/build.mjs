// Builds the four bundles: out/main, out/preload, out/cli, out/renderer, and copies the recordings beside them.
// `node scripts/build.mjs` builds all; `node scripts/build.mjs main cli` only these, in place.
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lib/lock.mjs'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { inRoot, isStarted, root } from './lib/root.mjs'

const out = inRoot('out')
const stamp = join(out, 'build-stamp')
const recordings = inRoot('electron', 'sandbox', 'recordings')

/** What the bundles are made of. */
const inputs = [
  'electron',
  'shared',
  'renderer',
  'vite.config.ts',
  'vite.electron.config.ts',
  'tsconfig.base.json',
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
]

const bundles = ['main', 'preload', 'cli', 'renderer']

/**
 * Builds unless `out/` was made from exactly these inputs. Safe to call from several processes at once.
 * Prints nothing on standard output.
 * @returns {Promise<boolean>} whether it built
 */
export async function buildIfStale() {
  if (isFresh()) return false
  return withLock(inRoot('node_modules', '.cache', 'build.lock'), async () => {
    if (isFresh()) return false
    await buildAll()
    return true
  })
}

/** Marks `out/` as not made by a whole build, so that the next start builds again. */
export const forgetBuild = () => rmSync(stamp, { force: true })

/** Builds into a folder aside and swaps it in at the end: a failed build leaves the last good one, and nobody sees half. */
async function buildAll() {
  const fingerprint = fingerprintOfInputs()
  const aside = inRoot('node_modules', '.cache', 'out-next')
  rmSync(aside, { recursive: true, force: true })
  await Promise.all(bundles.map((name) => bundle(name, join(aside, name))))
  if (existsSync(recordings)) cpSync(recordings, join(aside, 'recordings'), { recursive: true })
  writeFileSync(join(aside, 'build-stamp'), fingerprint)
  rmSync(out, { recursive: true, force: true })
  renameSync(aside, out)
}

/** @param {string} name - one of `bundles` @param {string} outDir - an absolute path */
async function bundle(name, outDir) {
  const { build } = await import('vite')
  const configFile = inRoot(name === 'renderer' ? 'vite.config.ts' : 'vite.electron.config.ts')
  // Vite's report goes to standard output, which belongs to the command that needed the build.
  const own = name === 'renderer' ? { root: inRoot('renderer') } : { root, mode: name }
  await build({ ...own, configFile, logLevel: 'warn', build: { outDir } })
}

function isFresh() {
  try {
    return readFileSync(stamp, 'utf8') === fingerprintOfInputs()
  } catch (error) {
    if (error.code === 'ENOENT') return false
    throw error
  }
}

/** Names, sizes and times are enough: an edit changes the time, and a needless build costs a second. */
function fingerprintOfInputs() {
  const hash = createHash('sha256')
  for (const input of inputs) addTo(hash, inRoot(input))
  return hash.digest('hex')
}

function addTo(hash, path) {
  const stats = statSync(path)
  if (stats.isDirectory()) for (const name of readdirSync(path).sort()) addTo(hash, join(path, name))
  else hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`)
}

if (isStarted(import.meta.url)) {
  requireNode()
  ensurePackages()
  const chosen = process.argv.slice(2)
  const unknown = chosen.find((name) => !bundles.includes(name))
  if (unknown) throw new Error(`no bundle "${unknown}": ${bundles.join(', ')}`)
  const startedAt = Date.now()
  if (chosen.length === 0) await withLock(inRoot('node_modules', '.cache', 'build.lock'), buildAll)
  else {
    forgetBuild()
    mkdirSync(out, { recursive: true })
    await Promise.all(chosen.map((name) => bundle(name, join(out, name))))
  }
  process.stdout.write(`built ${(chosen.length ? chosen : bundles).join(', ')} in ${Date.now() - startedAt} ms\n`)
}
