// Runs inside Electron, as resources/default_app.asar of the fallback runtime: gives `electron <folder>` its meaning.
// It must be an ES module that awaits the app's import: otherwise `ready` fires before the app registered its scheme.
import { readFileSync } from 'node:fs'
import Module from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const required = []
let folder = null
for (let index = 1; index < process.argv.length && folder === null; index++) {
  const argument = process.argv[index]
  // Playwright's loader comes in by -r.
  if (argument === '-r' || argument === '--require') required.push(process.argv[++index])
  else if (!argument.startsWith('-')) folder = resolve(argument)
}

if (folder === null) {
  process.stdout.write(`v${process.versions.electron}\n`)
  app.exit(process.argv.includes('--version') || process.argv.includes('-v') ? 0 : 2)
} else {
  const manifest = JSON.parse(readFileSync(resolve(folder, 'package.json'), 'utf8'))
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  app.setName(manifest.productName ?? manifest.name)
  app.setVersion(manifest.version)
  app.setAppPath(folder)
  Module._preloadModules(required)
  await import(pathToFileURL(resolve(folder, manifest.main)).href)
}
