// Prints measured ratios against named peers: `npm run bench -- --help` names the options. No test, and no deadline.
import { pathToFileURL } from 'node:url'
import { ensurePackages, requireNode } from './lib/packages.mjs'
import { redisEnvironment } from './lib/redis-server.mjs'
import { inRoot, root } from './lib/root.mjs'

requireNode()
ensurePackages()
Object.assign(process.env, redisEnvironment())
process.chdir(root)

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
      external: ['electron'],
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
})
await import(pathToFileURL(inRoot('node_modules', '.cache', 'bench', 'bench.js')).href)
