import { expect, type Page } from '@playwright/test'
import { hostileTexts } from '../support/hostile-texts.ts'
import { pncpPage, pncpRecords } from '../support/pncp-pages.ts'
import { type ProviderServer, startProviderServer } from '../support/provider-server.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { answered, ask } from './support/ask.ts'
import { byColourAlone } from './support/by-colour-alone.ts'
import { expectOnlyText, foreignRequests } from './support/only-text.ts'
import { openServer } from './support/open-connection.ts'
import { test } from './support/shared-console.ts'
import { expectVisibleFocus, tabTo } from './support/tab-to.ts'

// A fetch by keyboard alone: begun, one lane cancelled, its comparison read, and the result that was set aside decided on;
// what a provider says where it fails; and how the states look.

const day = '2026-11-20'
const key = `pncp:daily_fetch:${day}`

let redis: TestRedis
let pncp: ProviderServer
let comprasnet: ProviderServer
let page: Page
/** Records the provider has now. */
let records = 40
let broken = false

test.beforeAll(async ({ shell }) => {
  redis = await startRedis()
  page = shell.page
  pncp = await startProviderServer(() =>
    broken
      ? { status: 400, body: JSON.stringify({ message: hostileTexts.join('\n') }) }
      : pncpPage(pncpRecords(1, records), { totalRegistros: records, totalPaginas: 1, paginasRestantes: 0 }),
  )
  comprasnet = await startProviderServer(() => ({ silent: true }))
  const own = { enabled: true, coverage: {}, gapMs: 0 }
  await openServer(shell, redis, { language: 'en', refreshSeconds: 0 })
  answered(
    await ask(page, 'settings.update', {
      providers: {
        pncp: { ...own, baseUrl: pncp.url, coverage: { modalities: ['6'] } },
        comprasnet: { ...own, baseUrl: comprasnet.url },
        govbr: { ...own, enabled: false, baseUrl: null },
      },
    }),
  )
  answered(await ask(page, 'fetch.start', { providers: ['pncp'], day, dryRun: false }))
  await expect.poll(() => redis.cli('exists', key)).toBe('1')
  records = 10
})
test.afterAll(async () => {
  answered(await ask(page, 'settings.update', { providers: {} }))
  await Promise.all([pncp?.close(), comprasnet?.close(), redis?.stop()])
})

const itemsStored = async () => (JSON.parse(await redis.cli('get', key)) as { data: unknown[] }).data.length

test('U1: a fetch is begun, a lane of it cancelled, and what was set aside is decided on, by keyboard alone', async () => {
  const dialog = page.getByRole('dialog')
  const lane = (provider: string) => page.getByRole('article', { name: provider, exact: true }).first()
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await expect(page.getByRole('heading', { name: 'Fetches', level: 1 })).toBeVisible()
  const begin = page.getByRole('button', { name: /^Fetch…/ }).first()

  await test.step('the form opens, Esc closes it, and the focus is back', async () => {
    await tabTo(page, begin)
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('checkbox', { name: 'pncp' })).toBeFocused()
    await expectVisibleFocus(page)
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
    await expect(begin).toBeFocused()
    await expectVisibleFocus(page)
  })

  await test.step('two providers are chosen, a day is typed, and the fetch begins', async () => {
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('checkbox', { name: 'pncp' })).toBeChecked()
    await tabTo(page, dialog.getByRole('textbox'))
    await page.keyboard.press('Control+a')
    await page.keyboard.type(day)
    await tabTo(page, dialog.getByRole('button', { name: 'Fetch 2 providers' }))
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(begin).toBeFocused()
  })

  await test.step('one lane is cancelled; the other one goes on, and the focus stays in the lane', async () => {
    await tabTo(page, page.getByRole('button', { name: 'Stop comprasnet' }))
    await page.keyboard.press('Enter')
    await expect(lane('comprasnet')).toContainText('Cancelled')
    await expect(lane('comprasnet')).toBeFocused()
    await expectVisibleFocus(page)
  })

  const decide = lane('pncp').getByRole('button', { name: 'Keep or replace…' })
  await test.step('before anything is stored, old and new stand beside each other', async () => {
    await expect(lane('pncp')).toContainText('Kept the old one')
    await expect(lane('pncp').getByRole('table')).toContainText('40')
    expect(await itemsStored()).toBe(40)
  })

  await test.step('keeping is the first focus, and leaves everything as it was', async () => {
    await tabTo(page, decide)
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Keep the stored one' })).toBeFocused()
    await expectVisibleFocus(page)
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(decide).toBeFocused()
    expect(await itemsStored()).toBe(40)
  })

  await test.step('replacing needs the typed name; afterwards the focus is in sight', async () => {
    await page.keyboard.press('Enter')
    const asked = dialog.getByRole('form')
    await expect(asked).toHaveAccessibleName('Keep or replace day Nov 20 of pncp?')
    await expect(asked).toHaveAccessibleDescription(
      /less than half of the last good one\. Items: Stored 40, Fetched 10$/,
    )
    await expect(dialog.getByRole('textbox')).toHaveAccessibleName('To replace, type pncp')
    await tabTo(page, dialog.getByRole('textbox'))
    await page.keyboard.type('pncp')
    await tabTo(page, dialog.getByRole('button', { name: 'Replace with 10 items' }))
    await page.keyboard.press('Enter')
    await expect(dialog.getByRole('button', { name: 'Finish' })).toBeFocused()
    await expectVisibleFocus(page)
    expect(await itemsStored()).toBe(10)
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(page.locator(':focus')).toHaveCount(1)
    await expectVisibleFocus(page)
  })
})

test('S15: the words of a provider that fails are text', async () => {
  const asked = foreignRequests(page)
  broken = true
  answered(await ask(page, 'fetch.start', { providers: ['pncp'], day: '2026-11-21', dryRun: false }))
  await page.evaluate(() => {
    location.hash = '#/fetches'
  })
  const lane = page.getByRole('article', { name: 'pncp', exact: true }).first()
  await expect(lane).toContainText('window.owned=1')
  await expectOnlyText(page)
  for (const details of await lane.locator('details:not([open]) > summary').all()) await details.click()
  await expectOnlyText(page)
  await page.evaluate(() => {
    location.hash = '#/overview'
  })
  await expect(page.getByRole('row', { name: /^pncp/ }).first()).toBeVisible()
  await expectOnlyText(page)
  expect(asked).toEqual([])
})

test('U4: nothing is told by colour alone: every state has a word and a shape of its own, in sight in both themes', async () => {
  await page.evaluate(() => {
    location.hash = '#/fetches'
  })
  await expect(page.locator('.fetch-calendar .fetch-calendar__cell--failed')).toHaveCount(1)
  await expect(page.locator('.fetch-calendar .fetch-calendar__cell--cancelled')).toHaveCount(1)
  try {
    for (const screen of ['fetches', 'overview', 'providers/pncp', 'server', 'activity', 'settings/providers']) {
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.evaluate((path) => {
          location.hash = `#/${path}`
        }, screen)
        await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
        expect(await byColourAlone(page), `${screen} in ${colorScheme}`).toEqual([])
      }
    }
  } finally {
    await page.emulateMedia({ colorScheme: null })
  }
})
