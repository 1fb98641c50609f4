import { defineConfig } from '@playwright/test'

/** A display for each window at once: on one, a window would take the focus and the clipboard from the other. */
const displays: Readonly<Record<string, string>>[] = JSON.parse(process.env.PCC_TEST_DISPLAYS ?? '[]')
Object.assign(process.env, displays[Number(process.env.TEST_PARALLEL_INDEX)])

/**
 * `demo` and `servers` drive the built console from the checkout, each in a window of its own at the same time: in one the
 * demo workspace stays open, in the other one server after the other. `packaged` drives the packaged binary with its
 * production fuses; `large` the former with much data, for `npm run battery`.
 */
export default defineConfig({
  outputDir: 'test-results/e2e',
  forbidOnly: true,
  fullyParallel: false,
  workers: Math.max(1, displays.length),
  // A second try keeps a busy machine from failing the proof; who needed one is named in the output.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { trace: 'on-first-retry' },
  projects: [
    { name: 'demo', testDir: 'test/e2e/demo', workers: 1 },
    { name: 'servers', testDir: 'test/e2e', testIgnore: ['demo/**', 'large/**', 'packaged/**'], workers: 1 },
    { name: 'packaged', testDir: 'test/e2e/packaged' },
    { name: 'large', testDir: 'test/e2e/large' },
  ],
})
