import { defineConfig } from '@playwright/test'

/** `window` drives the built console from the checkout, `packaged` the packaged binary with its production fuses. */
export default defineConfig({
  outputDir: 'test-results/e2e',
  forbidOnly: true,
  fullyParallel: false,
  // One window at a time: a second one would take the focus from the first.
  workers: 1,
  // A second try keeps a busy machine from failing the proof; who needed one is named in the output.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { trace: 'retain-on-failure' },
  projects: [
    { name: 'window', testDir: 'test/e2e', testIgnore: 'packaged/**' },
    { name: 'packaged', testDir: 'test/e2e/packaged' },
  ],
})
