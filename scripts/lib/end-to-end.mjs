import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureElectron } from '../electron-runtime.mjs'
import { startVirtualDisplay, whyNoSandbox } from './display.mjs'
import { redisEnvironment } from './redis-server.mjs'
import { inRoot } from './root.mjs'
import { tryRun } from './run.mjs'
import { runNode } from './run-steps.mjs'

/** nobody: as root Chromium would run without its sandbox. */
const unprivileged = { uid: 65534, gid: 65534 }

/** What is driven, and by which of Playwright's projects: each needs a display of its own. */
const projectsOf = { window: ['demo', 'servers'], packaged: ['packaged'], large: ['large'] }

/**
 * Runs Playwright's projects at the same time: as an unprivileged user with Chromium's sandbox on where
 * the machine allows it, and says so where it does not.
 * @param {'window' | 'packaged' | 'large'} driven
 * @param {readonly string[]} [files] - parts of file names; none: all of them
 * @returns {Promise<import('./run-steps.mjs').StepResult>}
 */
export async function runEndToEnd(driven, files = []) {
  const electron = await ensureElectron()
  const notes = []
  const user = userFor(electron.dist, notes)
  const results = inRoot('test-results')
  const report = join(results, `${driven}.json`)
  const output = join(results, driven)
  const home = mkdtempSync(join(tmpdir(), 'pcc-home-'))
  // Playwright removes its output folder and makes it anew: it needs the parent.
  rmSync(output, { recursive: true, force: true })
  rmSync(report, { force: true })
  mkdirSync(results, { recursive: true })
  if (user.uid !== undefined) for (const folder of [results, home]) chownSync(folder, user.uid, user.gid)
  const projects = projectsOf[driven]
  const displays = process.platform === 'linux' ? await Promise.all(projects.map(() => startVirtualDisplay(user))) : []
  try {
    const env = {
      ...withoutSession(process.env),
      ...electron.env,
      ...redisEnvironment(),
      ...displays[0]?.env,
      ...(user.uid === undefined ? {} : { HOME: home, USER: 'nobody' }),
      ...(notes.length > 0 ? { PCC_TEST_NO_SANDBOX: '1' } : {}),
      PCC_TEST_DISPLAYS: JSON.stringify(displays.map(({ env: own }) => own)),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    }
    const playwright = inRoot('node_modules', '@playwright', 'test', 'cli.js')
    const args = [
      playwright,
      'test',
      ...files,
      ...(files.length > 0 ? ['--pass-with-no-tests'] : []),
      ...projects.map((name) => `--project=${name}`),
      '--reporter=list,json',
      `--output=${output}`,
    ]
    const { ok, output: words } = await runNode([args], { env, ...user })
    return { ok, output: words, notes, ...(existsSync(report) ? readReport(report, notes) : {}) }
  } finally {
    for (const { stop } of displays) stop()
    rmSync(home, { recursive: true, force: true })
  }
}

function userFor(dist, notes) {
  if (process.getuid?.() !== 0) {
    const why = whyNoSandbox(dist)
    if (why) notes.push(`Chromium's sandbox is off: it cannot run ${why}.`)
    return {}
  }
  const code = `for (const path of ${JSON.stringify([inRoot('package.json'), inRoot('out'), dist])}) fs.accessSync(path, fs.constants.R_OK)`
  const canRead = tryRun(process.execPath, ['-e', code], { ...unprivileged, cwd: '/' }).ok
  const why = canRead ? whyNoSandbox(dist, unprivileged) : 'as root, and an unprivileged user cannot read this checkout'
  if (why === null) return unprivileged
  notes.push(`Chromium's sandbox is off: it cannot run ${why}.`)
  return {}
}

/** The reader's own session (bus, folders, secrets of the shell) is none of the tests' business. */
function withoutSession(env) {
  const own = /^(XDG_|DBUS_|WAYLAND_|ELECTRON_RUN_AS_NODE$|PCC_|NODE_OPTIONS$)/
  return Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)))
}

function readReport(file, notes) {
  const { stats, suites } = JSON.parse(readFileSync(file, 'utf8'))
  for (const { title, status, annotations } of testsIn(suites)) {
    const reason = annotations.find(({ type }) => type === 'skip')?.description
    const figure = annotations.find(({ type }) => type === 'figure')?.description
    if (figure) notes.push(`${title}: ${figure}`)
    if (status === 'flaky') notes.push(`passed at the second try only: ${title}`)
    if (status === 'skipped') notes.push(`not run: ${title}${reason ? ` (${reason})` : ''}`)
  }
  return { counts: { passed: stats.expected + stats.flaky, failed: stats.unexpected, notRun: stats.skipped } }
}

/** Every test of the report, with the title of its spec, from all depths. */
function testsIn(suites) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ title, tests }) => tests.map((test) => ({ title, ...test }))),
    ...testsIn(inner),
  ])
}
