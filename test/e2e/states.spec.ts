import { expect, type Page } from '@playwright/test'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { seedKeyspace } from '../support/seed-keyspace.ts'
import { accessibilityFaults } from './support/accessibility.ts'
import { ask } from './support/ask.ts'
import { inMain } from './support/in-main.ts'
import type { LaunchedConsole } from './support/launch-console.ts'
import { connectTo, openServer } from './support/open-connection.ts'
import { test } from './support/shared-console.ts'

// The states a view can be in besides "all is well", made by what makes them: a server that stops, hangs and returns, a
// profile and a user without rights, a system that asks for other colours, no motion or larger signs.

let redis: TestRedis
let page: Page

test.beforeAll(async ({ shell }) => {
  redis = await startRedis()
  await seedKeyspace(redis.port)
  await redis.cli('acl', 'setuser', 'looker', 'on', '>look', '~*', '&*', '+@all', '-unlink', '-del')
  page = shell.page
  await openServer(shell, redis, { language: 'en', refreshSeconds: 0 })
})
test.afterAll(async () => {
  redis?.signal('SIGCONT')
  await redis?.stop()
})

const show = (hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)

async function connect(shell: LaunchedConsole, change: object, password: string | null = null): Promise<void> {
  await connectTo(shell, redis, change, password)
  await expect(page.getByText('Single server: primary')).toBeVisible()
}

async function isAccessible(...addresses: string[]): Promise<void> {
  for (const address of addresses) {
    await show(address)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await accessibilityFaults(page), address).toEqual([])
  }
}

test('read-only: what writes is there, switched off, and says why', async ({ shell }) => {
  await connect(shell, { readOnly: true })
  await show('#/providers/pncp')
  const invalidate = page.getByRole('button', { name: /^Invalidate…/ }).first()
  await expect(invalidate).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('read-only profile').first()).toBeVisible()
  await isAccessible('#/overview', '#/providers/pncp', '#/keys')
})

test('a user without the right to remove: the command is named', async ({ shell }) => {
  await connect(shell, { name: 'looker', username: 'looker' }, 'look')
  await show('#/providers/pncp')
  await expect(page.getByRole('button', { name: /^Invalidate…/ }).first()).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText(/needs .*UNLINK/).first()).toBeVisible()
  await isAccessible('#/providers/pncp')
})

test('R30: a password that counts no more is asked for, and each one typed is tried once', async ({ shell }) => {
  await redis.cli('acl', 'setuser', 'rotated', 'on', '>old', '~*', '&*', '+@all')
  await connect(shell, { name: 'rotated', username: 'rotated' }, 'old')
  await redis.cli('acl', 'setuser', 'rotated', 'resetpass', '>new')
  await redis.cli('client', 'kill', 'user', 'rotated')
  const banner = page.getByRole('alert').filter({ hasText: 'Disconnected from rotated.' })
  await expect(banner).toContainText('did not accept the password of user rotated')
  await banner.getByRole('button', { name: 'Enter password…' }).click()
  const field = page.getByRole('dialog', { name: 'Password of rotated' }).getByLabel('Password')
  await expect(field).toBeFocused()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.type('guess')
  await page.keyboard.press('Enter')
  await expect(field).toHaveValue('')
  await expect(field).toBeFocused()
  await page.keyboard.type('new')
  await page.keyboard.press('Enter')
  await expect(banner).toBeHidden()
  await expect(page.getByText('Single server: primary')).toBeVisible()
  expect(await redis.cli('info', 'commandstats')).toMatch(/cmdstat_auth:.*failed_calls=2\b/)
})

test('loading: the layout in grey, then words; it ends when the server answers', async ({ shell }) => {
  await connect(shell, { name: 'writer' })
  await show('#/overview')
  redis.signal('SIGSTOP')
  try {
    await show('#/keys?q=anything')
    await expect(page.locator('.keys__list [aria-busy="true"]')).toBeVisible()
    await expect(page.getByText('Reading the keys…')).toBeVisible()
    expect(await accessibilityFaults(page)).toEqual([])
  } finally {
    redis.signal('SIGCONT')
  }
  await expect(page.getByText('No key contains “anything”, read literally.')).toBeVisible()
  expect(await accessibilityFaults(page)).toEqual([])
})

test('disconnected: the cause, the next try, old figures marked as old; and the server that returns is said', async () => {
  await show('#/overview')
  await ask(page, 'stats.collect', { mode: 'exact' })
  const total = page.getByRole('row', { name: /^Total/ })
  const figures = await total.innerText()
  redis.signal('SIGKILL')
  const banner = page.getByRole('alert').filter({ hasText: 'Disconnected from writer.' })
  await expect(banner).toBeVisible()
  await expect(banner).toContainText('The figures on screen are from before the loss at')
  await expect(banner).toContainText(/Next try in \d+ s|Trying now…/)
  await expect(banner.getByRole('button', { name: 'Try now' })).toBeVisible()
  expect(await total.innerText()).toBe(figures)
  await show('#/providers/pncp')
  await expect(page.getByRole('button', { name: /^Invalidate…/ }).first()).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('not connected to Redis').first()).toBeVisible()
  await isAccessible('#/overview', '#/providers/pncp', '#/keys', '#/server', '#/fetches', '#/activity')

  const again = await startRedis({ port: redis.port })
  await redis.stop()
  redis = again
  await banner.getByRole('button', { name: 'Try now' }).click()
  await expect(page.getByText(/was restarted: previews were discarded/)).toBeVisible()
  await expect(banner).toBeHidden()
  await isAccessible('#/overview')
})

test('empty: why there is nothing', async () => {
  await show('#/keys?ns=govbr')
  await expect(page.getByText('No keys here.')).toBeVisible()
  await show('#/overview')
  await expect(page.getByText('Nothing stored').first()).toBeVisible()
  await isAccessible('#/overview', '#/providers/govbr', '#/activity')
})

test('U4, U5: forced colours and no motion leave everything usable and nothing moving', async () => {
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  try {
    await isAccessible('#/overview', '#/keys', '#/settings/preferences')
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog')).toBeVisible()
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter((motion) => Number(motion.effect?.getComputedTiming().duration) > 80).length,
    )
    expect(moving).toBe(0)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  } finally {
    await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' })
  }
})

test('U6: at 400 % the confirmation of a removal is one column, whole and reachable', async ({ shell }) => {
  await seedKeyspace(redis.port)
  await connect(shell, { name: 'enlarged' })
  await show('#/providers/pncp')
  await expect(page.getByRole('button', { name: /^Invalidate…/ }).first()).toBeEnabled()
  await page.keyboard.press('i')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Continue/ }).click()
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await inMain(shell.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(4))
  try {
    await page.waitForFunction(() => window.innerWidth < 500)
    const across = await dialog.evaluate(
      (box) => Math.max(box.scrollWidth, box.getBoundingClientRect().right) - window.innerWidth,
    )
    expect(across).toBeLessThanOrEqual(0)
    await dialog.getByRole('textbox').fill('pncp')
    await expect(dialog.getByRole('textbox')).toBeInViewport()
    const act = dialog.getByRole('button', { name: /^Invalidate/ })
    await act.scrollIntoViewIfNeeded()
    await expect(act).toBeInViewport()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  } finally {
    await inMain(shell.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1))
  }
})
