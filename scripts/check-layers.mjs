// Runs the import rules of .dependency-cruiser.cjs. Exits 1 with one line for each violation.
import { inRoot } from './lib/root.mjs'
import { run } from './lib/run.mjs'

const folders = ['shared', 'electron', 'renderer', 'test']
const cruiser = inRoot('node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders]
const { summary, modules } = JSON.parse(
  run(process.execPath, args, { cwd: inRoot(), stdio: ['ignore', 'pipe', 'inherit'] }),
)

for (const { rule, from, to } of summary.violations) process.stdout.write(`${rule.name}: ${from} → ${to}\n`)
// With a TypeScript it cannot use, the cruiser sees no file and reports no violation.
const unseen = folders.filter((folder) => !modules.some(({ source }) => source.startsWith(`${folder}/`)))
for (const folder of unseen) process.stdout.write(`nothing was cruised in ${folder}/\n`)
if (summary.totalCruised === 0) process.stdout.write('no module was cruised\n')
process.stdout.write(`${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports\n`)
process.exitCode = summary.violations.length + unseen.length + (summary.totalCruised === 0 ? 1 : 0) === 0 ? 0 : 1
