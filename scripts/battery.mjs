// The scenarios of the acceptance battery that need much data or much time: `npm run battery`. The others are in `npm test`.
import { existsSync } from 'node:fs'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { installPackages } from './lib/system-packages.mjs'

requireNode()
ensurePackages()
// The printed crontab is run by a real cron; where it cannot be had, that test says so.
if (process.platform === 'linux' && !existsSync('/usr/sbin/cron'))
  installPackages(['cron'], (text) => process.stderr.write(`${text}\n`))
const { runVitest } = await import('./lib/run-vitest.mjs')
const { runSteps } = await import('./lib/run-steps.mjs')
const { buildIfStale } = await import('./build.mjs')
const { runEndToEnd } = await import('./lib/end-to-end.mjs')

// Names of files narrow the run: `npm run battery -- deletions`.
const only = process.argv.slice(2)
const build = () => buildIfStale().then(() => ({ ok: true, counts: { passed: 0, failed: 0, notRun: 0 } }))
const { passed, failed, notRun } = await runSteps([
  { name: 'build', run: build },
  { name: 'battery', run: () => runVitest(['battery'], only) },
  { name: 'window', needs: ['build'], after: ['battery'], run: () => runEndToEnd('large', only) },
])
process.stdout.write(`${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''}\n`)
if (passed + failed === 0) process.stderr.write(`no scenario is named ${only.join(' ')}\n`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
