// Prints measured ratios against named peers: `npm run bench -- --help` names the options. No test, and no deadline.
import { pathToFileURL } from 'node:url'
import { buildIfStale } from './build.mjs'
import { ensureElectron } from './electron-runtime.mjs'
import { launchPlan } from './lib/launch.mjs'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { redisEnvironment } from './lib/redis-server.mjs'
import { inRoot, root } from './lib/root.mjs'

requireNode()
ensurePackages()
Object.assign(process.env, redisEnvironment())
process.chdir(root)

const given = process.argv.slice(2)
if (given.includes('window') || !given.some((word) => word === '--only' || word === '--help')) await prepareWindow()

// Bundled as the product is: the measured process then runs what an operator runs.
const outDir = inRoot('node_modules', '.cache', 'bench')
const { build } = await import('vite')
await build({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node20.18',
    minify: false,
    rolldownOptions: {
      input: { bench: inRoot('test', 'bench', 'bench.ts'), subject: inRoot('test', 'bench', 'subject.ts') },
      external: ['electron', '@playwright/test'],
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
})
await import(pathToFileURL(inRoot('node_modules', '.cache', 'bench', 'bench.js')).href)

/** What the group that drives the window finds in the environment: an Electron, a display, whether its sandbox may run. */
async function prepareWindow() {
  try {
    const electron = await ensureElectron()
    await buildIfStale()
    const { env, args } = await launchPlan(electron, [])
    Object.assign(process.env, env, args.includes('--no-sandbox') ? { PCC_TEST_NO_SANDBOX: '1' } : {})
  } catch (error) {
    process.stderr.write(`no window can be opened: ${error.message}\n`) // its group says so once more, the others run
  }
}
