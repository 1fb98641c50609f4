import { defineConfig, type UserConfig } from 'vite'

/** Everything is bundled, so that the package carries no node_modules; only Electron itself and Node stay outside. */
const shared: UserConfig = {
  publicDir: false,
  ssr: { noExternal: true },
}

/** Main and the command line: ES modules for the oldest Node the console runs on (Electron 33 carries 20.18). */
const nodeBundle = (entry: string, name: string): UserConfig => ({
  ...shared,
  build: {
    ssr: entry,
    outDir: `out/${name}`,
    emptyOutDir: true,
    target: 'node20.18',
    minify: false,
    rolldownOptions: { external: ['electron'], output: { format: 'es', entryFileNames: `${name}.js` } },
  },
})

/** The preload: a sandboxed one can be neither an ES module nor load files, so it is one CommonJS file. */
const preload: UserConfig = {
  ...shared,
  build: {
    lib: { entry: 'electron/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    outDir: 'out/preload',
    emptyOutDir: true,
    target: 'chrome130',
    minify: false,
    rolldownOptions: { external: ['electron'] },
  },
}

/** One bundle per mode: `main`, `preload` or `cli`. */
export default defineConfig(({ mode }) => {
  if (mode === 'main' || mode === 'cli') return nodeBundle(`electron/${mode}.ts`, mode)
  if (mode === 'preload') return preload
  throw new Error(`no bundle for mode "${mode}": main, preload or cli`)
})
