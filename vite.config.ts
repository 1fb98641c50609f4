import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** The page. Its target is the oldest Chromium the console runs on. */
export default defineConfig({
  root: 'renderer',
  // The page is served from `app://console/` and, in development, from Vite's own server.
  base: './',
  plugins: [react(), pageWithoutBackend()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    // The content security policy allows no inline scripts, styles or data: fonts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2_000,
  },
})

/** Fails the build when zod, Electron or Node would reach the page: importing their types is fine, their code is not. */
function pageWithoutBackend(): Plugin {
  const refused = /^(zod|electron|ioredis)(\/|$)|^node:/
  return {
    name: 'page-without-backend',
    enforce: 'pre',
    resolveId(source, importer) {
      if (refused.test(source)) throw new Error(`${importer ?? 'the page'} must not bring "${source}" into the page`)
      return null
    },
  }
}
