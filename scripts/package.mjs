// Makes the unpacked app in dist/ with electron-builder, fuses as in production.
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { inRoot } from './lib/root.mjs'

requireNode()
ensurePackages()
const { build } = await import('electron-builder')
const { buildIfStale } = await import('./build.mjs')
const { ensureElectron } = await import('./electron-runtime.mjs')

const electron = await ensureElectron()
await buildIfStale()
await build({
  dir: true,
  publish: 'never',
  projectDir: inRoot(),
  config: { extends: './electron-builder.yml', electronDist: electron.dist, electronVersion: electron.version },
})
if (electron.kind !== 'official') {
  const words = `made with Electron ${electron.version}, which stands in for the official one: for tests, not for delivery`
  process.stdout.write(`${words}\n`)
}
