// Some doors exist once: who else touches them is refused. Import rules cannot say this, because the module is allowed.
// `node scripts/check-single-sites.mjs [folder]`; exits 1 and names each place.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './lib/root.mjs'

const rules = [
  {
    what: 'ipcMain',
    pattern: /\bipcMain\b/,
    within: /^electron\//,
    site: 'electron/ipc/register-handlers.ts',
  },
  {
    what: 'a message to a page',
    pattern: /\.(send|sendToFrame|postMessage)\s*\(/,
    within: /^electron\/(main\.ts|app\/|ipc\/)/,
    site: 'electron/ipc/event-publisher.ts',
  },
  {
    what: 'the bridge object',
    pattern: /\b(providerCacheConsole|bridgeName)\b/,
    within: /^renderer\//,
    site: 'renderer/bridge/console-client.ts',
  },
  {
    what: 'a change of the server’s settings',
    pattern: /['"]CONFIG['"],\s*['"](SET|REWRITE|RESETSTAT)['"]/i,
    within: /^electron\//,
    site: 'electron/redis/config-parameter.ts',
  },
]

const folder = process.argv[2] ?? root
const places = ['electron', 'renderer']
  .flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true }).map((path) => `${name}/${path}`.replaceAll('\\', '/')),
  )
  .filter((path) => /\.tsx?$/.test(path))
  .flatMap((path) => {
    const lines = readFileSync(join(folder, path), 'utf8').split('\n')
    return rules
      .filter(({ within, site }) => within.test(path) && path !== site)
      .flatMap(({ what, pattern, site }) =>
        lines.flatMap((line, index) =>
          pattern.test(line) ? [`${path}:${index + 1}: ${what} belongs in ${site} alone`] : [],
        ),
      )
  })

for (const place of places) process.stdout.write(`${place}\n`)
process.exitCode = places.length === 0 ? 0 : 1
