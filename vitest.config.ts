import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** They speak over the page's bridge, so they need a window. */
const stores = ['test/renderer/**/*{store,stores}.test.ts']

/** Pure and quick; with real servers and processes; the same with much data; the page's components in a simulated DOM. */
export default defineConfig({
  test: {
    // Many tests wait for a server or a process; with one worker per core the cores would wait too.
    maxWorkers: 2 * availableParallelism(),
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // Pure modules: nothing of one file can leak into the next.
          isolate: false,
          // Of the page what needs no DOM: making one takes longer than these tests.
          include: ['test/{unit,contract,boundaries,renderer}/**/*.test.ts'],
          exclude: stores,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          environment: 'node',
          include: ['test/{integration,conformance}/**/*.test.ts', 'test/battery/*.test.ts'],
          // Servers and child processes are started; the limit is for what hangs, not for what is slow.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // Much data or much time: `npm run battery`. One file at a time, so that their figures are their own.
          name: 'battery',
          environment: 'node',
          include: ['test/battery/large/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          testTimeout: 30_000,
          setupFiles: ['test/support/renderer-setup.ts'],
          include: ['test/renderer/**/*.test.tsx', ...stores],
        },
      },
    ],
  },
})
