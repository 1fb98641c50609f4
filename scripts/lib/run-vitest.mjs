import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { batteryLines, isBatteryTest } from './battery.mjs'
import { redisEnvironment } from './redis-server.mjs'
import { inRoot } from './root.mjs'
import { runNode } from './run-steps.mjs'

/**
 * One run of vitest: its counts, what was not run, and a line for each item of the acceptance battery.
 * @param {readonly string[]} projects - of vitest.config.ts
 * @param {readonly string[]} [files] - parts of file names; none: all of them
 * @returns {Promise<import('./run-steps.mjs').StepResult>}
 */
export async function runVitest(projects, files = []) {
  const folder = inRoot('node_modules', '.cache', 'test')
  const report = join(folder, `${projects.join('-')}.json`)
  mkdirSync(folder, { recursive: true })
  rmSync(report, { force: true })
  const command = [
    inRoot('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...files,
    ...(files.length > 0 ? ['--passWithNoTests'] : []),
    ...projects.map((project) => `--project=${project}`),
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const { ok, output } = await runNode([command], {
    // Vite leaves NODE_ENV at production after a build, and React has no act() there.
    env: { ...process.env, ...redisEnvironment(), NODE_ENV: 'test', NO_COLOR: '1' },
  })
  if (!existsSync(report)) return { ok: false, output }
  const result = JSON.parse(readFileSync(report, 'utf8'))
  const notRun = result.testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'pending' || status === 'skipped' || status === 'todo'),
  )
  return {
    ok,
    output,
    counts: { passed: result.numPassedTests, failed: result.numFailedTests, notRun: notRun.length },
    notes: [
      ...notRun.filter((test) => !isBatteryTest(test)).map(({ fullName }) => `not run: ${fullName}`),
      ...batteryLines(result.testResults),
    ],
  }
}
