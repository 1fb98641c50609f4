import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Three kinds: pure and quick; with real servers and processes; the page's components in a simulated DOM. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/{unit,contract,boundaries}/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/{integration,conformance,battery}/**/*.test.ts'],
          // Servers and child processes are started; the limit is for what hangs, not for what is slow.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
})
