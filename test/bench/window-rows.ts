import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { answered, ask } from '../e2e/support/ask.ts'
import { type LaunchedConsole, launchConsole } from '../e2e/support/launch-console.ts'
import { pageHeapBytes } from '../e2e/support/page-heap.ts'
import { freePort } from '../support/free-port.ts'
import type { BenchServer } from './bench-server.ts'
import { coldStartMs, startedKind } from './cold-start.ts'
import type { BenchOptions } from './options.ts'
import { pressToPaint, scrollFor } from './page-timing.ts'
import { processTreeMebibytes } from './process-memory.ts'
import { judge, median, millisecondsText, numberText, type Row, secondsText, type Wish } from './row.ts'

const mebibyte = 1024 * 1024
const secondsScrolled = 4
/** Of 28 pixels a row: some 86 rows a second, and a wheel that is spun. */
const paces = { reading: 40, flight: 4_000 }
const patienceMs = 300_000

/** The window itself, on a display of its own: what an operator sees, from the press of a key to the frame that shows it. */
export async function windowRows({ redis }: BenchServer, { keys, rounds }: BenchOptions): Promise<Row[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'pcc-bench-window-'))
  try {
    // Once before, so that the measured one begins with the operator's own server: the demo would stay in its memory.
    const id = await within(dataFolder, ({ page }) => firstOpening(page, redis.port))
    const rows = await within(dataFolder, async (shell) => {
      const taken = await measured(shell, keys, rounds)
      // For the cold start: the last connection leads nowhere.
      await saved(shell.page, id, await freePort())
      return taken
    })
    const starts: number[] = []
    for (let round = 0; round < rounds; round++) starts.push(await coldStartMs(dataFolder))
    const ms = median(starts)
    const what = `cold start to the screen, Redis unreachable (${startedKind()})`
    return [...rows, row(what, secondsText(ms), ms / 1_000, { atMost: 1.5, unit: 's' })]
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}

async function within<T>(dataFolder: string, act: (shell: LaunchedConsole) => Promise<T>): Promise<T> {
  const shell = await launchConsole({ dataFolder })
  try {
    return await act(shell)
  } finally {
    await shell.quit()
  }
}

/** @returns the profile's id; it is opened at the next start */
async function firstOpening(page: Page, port: number): Promise<string> {
  await ask(page, 'settings.update', { language: 'en', refreshSeconds: 0, pace: 'fast', density: 'compact' })
  const id = await saved(page, null, port)
  answered(await ask(page, 'connection.open', { profileId: id, password: null }))
  return id
}

async function measured({ app, page }: LaunchedConsole, keys: number, rounds: number): Promise<Row[]> {
  await page.getByText('Single server: primary').waitFor()

  const firstRows: number[] = []
  const switches: number[] = []
  const palettes: number[] = []
  const actions: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const [key, text] of views) switches.push(await pressToPaint(page, key, { selector: 'h1', text }))
    firstRows.push(await pressToPaint(page, 'Alt+4', { selector: '.keys__list tbody .middle-cut' }))
    for (const density of ['comfortable', 'compact'])
      actions.push(await pressToPaint(page, 'd', { selector: `html[data-density=${density}]` }))
    palettes.push(await pressToPaint(page, 'Control+k', { selector: '.palette__row' }))
    await page.keyboard.press('Escape')
    await page.locator('.palette').waitFor({ state: 'detached' })
  }

  const readAll = page.getByRole('button', { name: 'Read all' })
  const whole = page.getByText(`${keys.toLocaleString('en')} keys, by name`)
  await readAll.or(whole).waitFor()
  if (await readAll.isVisible()) await readAll.click()
  await whole.waitFor({ timeout: patienceMs })
  const pid = app.process().pid ?? 0
  const listed = processTreeMebibytes(pid)

  await page.locator('.keys__list tbody tr').first().focus()
  for (let at = 0; at < 10; at++)
    actions.push(await pressToPaint(page, 'ArrowDown', { selector: `tr[aria-rowindex="${at + 3}"]:focus` }))
  const slow = await scrollFor(page, secondsScrolled, paces.reading)
  const fast = await scrollFor(page, secondsScrolled, paces.flight)
  const heap = (await pageHeapBytes(page)) / mebibyte
  const mostRows = Math.max(slow.mostRows, fast.mostRows)

  const memory = 'memory of all processes (PSS), all keys listed'
  const inMs = (what: string, times: readonly number[], atMost: number) =>
    row(`${what}, median`, millisecondsText(median(times)), median(times), { atMost, unit: 'ms' })
  return [
    inMs(`keys opened: press to the first of ${numberText(keys)} rows`, firstRows, 1_000),
    inMs('view switch: press to paint', switches, 200),
    inMs('local action: press to paint', actions, 100),
    inMs('palette: press to paint', palettes, 50),
    row('list scrolled at 86 rows/s', framesText(slow), slow.framesPerSecond, { atLeast: 50, unit: 'frames/s' }),
    row('list scrolled at 8,600 rows/s', framesText(fast), fast.framesPerSecond, { atLeast: 50, unit: 'frames/s' }),
    row('rows in the document at most', numberText(mostRows), mostRows, { atMost: 200, unit: '' }),
    { what: 'heap of the page after it', ours: `${numberText(heap)} MiB`, ...noPeer, wanted: '', isMet: null },
    listed === null
      ? { what: memory, ours: 'not told by this system', ...noPeer, wanted: '≤ 400 MiB', isMet: null }
      : row(memory, `${numberText(listed)} MiB`, listed, { atMost: 400, unit: 'MiB' }),
  ]
}

/** @returns the profile's id */
async function saved(page: Page, profile: string | null, at: number): Promise<string> {
  const draft = {
    id: profile,
    name: 'bench',
    host: '127.0.0.1',
    port: at,
    database: 0,
    username: null,
    tls: { enabled: false, verify: true, ca: null },
    environment: 'development',
    readOnly: true,
    password: { kind: 'none' },
  }
  return answered<{ id: string }>(await ask(page, 'profiles.save', draft)).id
}

const views = [
  ['Alt+1', 'Overview'],
  ['Alt+5', 'Server'],
  ['Alt+2', 'Providers'],
] as const

const noPeer = { peer: '', ratio: '' }

const row = (what: string, ours: string, figure: number, wish: Wish): Row => ({
  what,
  ours,
  ...noPeer,
  ...judge(figure, wish),
})

const framesText = ({ framesPerSecond }: { readonly framesPerSecond: number }) =>
  `${numberText(framesPerSecond)} frames/s`
