// Opens the console's window; builds first where the sources changed.
import { buildIfStale } from './build.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { launchPlan } from './lib/launch.mjs'
import { runForeground } from './lib/run.mjs'

const electron = await ensureElectron()
if (await buildIfStale()) process.stdout.write('Built.\n')
const { program, args, env, notes } = await launchPlan(electron, process.argv.slice(2))
for (const note of notes) process.stdout.write(`${note}\n`)
process.exit(await runForeground(program, args, { env }))
