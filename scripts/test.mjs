// The whole proof: `npm test`. Some steps: `node scripts/test.mjs types unit` or `npm test -- --only types,unit`.
import { buildIfStale } from './build.mjs'
import { runEndToEnd } from './lib/end-to-end.mjs'
import { inRoot } from './lib/root.mjs'
import { runNode, runSteps } from './lib/run-steps.mjs'
import { runVitest } from './lib/run-vitest.mjs'

const bin = (...parts) => inRoot('node_modules', ...parts)
const biome = bin('@biomejs', 'biome', 'bin', 'biome')
const linted = ['electron', 'shared', 'renderer', 'test', 'scripts']
const kinds = ['unit', 'integration', 'renderer']

const args = process.argv.slice(2).flatMap((argument) => argument.replace(/^--only(=|$)/, '').split(','))
const chosen = args.filter((name) => name !== '')

const checks = ['types', 'build', 'layers', 'format', 'lint', 'dead-code']

const steps = [
  step('build', buildIfStale),
  // The window mostly waits, so it shares the machine with what does not.
  { name: 'e2e', needs: ['build'], run: () => runEndToEnd('window') },
  step('types', [[bin('typescript7', 'bin', 'tsc'), '-b']]),
  step('layers', [[inRoot('scripts', 'check-layers.mjs')], [inRoot('scripts', 'check-single-sites.mjs')]]),
  step('format', [[biome, 'check', '--linter-enabled=false', '.']]),
  // oxlint is told its folders: given none it walks node_modules.
  step('lint', [
    [biome, 'lint', '--error-on-warnings', '.'],
    [bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings', ...linted],
  ]),
  step('dead-code', [[bin('knip', 'bin', 'knip.js'), '--no-progress']]),
  ...testStep(),
  { ...step('package', [[inRoot('scripts', 'package.mjs')]]), needs: ['build'], after: ['e2e'] },
  { name: 'packaged', needs: ['package'], after: ['e2e'], run: () => runEndToEnd('packaged') },
]

const selected = chosen.length === 0 ? steps : steps.filter(({ name }) => chosen.includes(name) || name === 'tests')
const known = [...steps.map(({ name }) => name), ...kinds]
const unknown = chosen.find((name) => !known.includes(name))
if (unknown) {
  process.stderr.write(`no step "${unknown}": ${known.filter((name) => name !== 'tests').join(', ')}\n`)
  process.exit(2)
}

const { passed, failed, notRun } = await runSteps(selected)
process.stdout.write(`${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''}\n`)
process.exit(failed === 0 ? 0 : 1)

/** @param {string} name @param {readonly (readonly string[])[] | (() => Promise<unknown>)} work */
function step(name, work) {
  if (Array.isArray(work)) return { name, run: () => runNode(work) }
  return { name, run: () => work().then(() => ({ ok: true })) }
}

/** One run of vitest for all the kinds that were asked for. */
function testStep() {
  const asked = chosen.length === 0 || chosen.includes('tests') ? kinds : kinds.filter((kind) => chosen.includes(kind))
  if (asked.length === 0) return []
  return [{ name: 'tests', after: checks, run: () => runVitest(asked) }]
}
