import { expect, type Page } from '@playwright/test'
import { seedHostileKeys } from '../support/hostile-keys.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { binaryKey } from '../support/seed-keyspace.ts'
import { accessibilityFaults } from './support/accessibility.ts'
import { ask } from './support/ask.ts'
import { openServer } from './support/open-connection.ts'
import { test } from './support/shared-console.ts'

// The Keys screen in the real window on a server that holds one key per way of showing, hostile ones among them.

let redis: TestRedis
let page: Page

test.beforeAll(async ({ shell }) => {
  redis = await startRedis()
  await seedHostileKeys(redis.port)
  page = shell.page
  await openServer(shell, redis, {}, { readOnly: true })
})
test.afterAll(() => redis?.stop())

const list = () => page.getByRole('grid', { name: /Lista de chaves|List of keys/ })
const rows = () => list().locator('tbody tr')
const panel = () => page.locator('.keys__panel')
const go = (hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)
const base64 = (key: string | Buffer) => encodeURIComponent(Buffer.from(key).toString('base64'))

test('by keyboard alone: a family, its last key, a key, its table, the next key, and back to the row', async () => {
  await page.keyboard.press('Alt+4')
  await expect(page.getByRole('heading', { level: 1, name: 'Chaves' })).toBeVisible()
  await page.getByRole('link', { name: 'Todas as chaves' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.locator('.keys__tree [aria-current="page"]')).toContainText('search_v2')
  await expect(list()).toHaveAttribute('aria-rowcount', '231')
  await expect(page.getByText('230 chaves, por nome')).toBeVisible()
  await rows().nth(0).focus()
  await page.keyboard.press('End')
  await expect(page.locator('tr[aria-rowindex="231"]')).toBeFocused()
  await expect(page.locator('tr[aria-rowindex="231"] .middle-cut')).toBeInViewport()
  await page.keyboard.press('Home')

  const [first, second] = [await nameOf(0), await nameOf(1)]
  await rows().nth(0).focus()
  await page.keyboard.press('Enter')
  await expect(panel().getByRole('heading', { level: 2 })).toBeFocused()
  await expect(panel().getByRole('heading', { level: 2 })).toHaveText(first)
  await expect(panel().getByRole('tab', { name: /Tabela/ })).toHaveAttribute('aria-selected', 'true')
  await expect(
    panel()
      .getByRole('row', { name: /Aquisição de mobiliário escolar, lote 1/ })
      .first(),
  ).toBeVisible()
  await page.keyboard.press(']')
  await expect(panel().getByRole('heading', { level: 2 })).toHaveText(second)
  await page.keyboard.press('Escape')
  await expect(panel()).toBeHidden()
  await expect(rows().nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await page.keyboard.press('Space')
  await expect(panel().getByRole('heading', { level: 2 })).toHaveText(first)
  await expect(rows().nth(0)).toBeFocused()
  await page.keyboard.press('Space')
  await expect(panel()).toBeHidden()

  async function nameOf(row: number): Promise<string> {
    return (await rows().nth(row).locator('.middle-cut').getAttribute('title')) ?? ''
  }
})

test('B14: the search is literal until the switch says otherwise', async () => {
  await go('#/keys')
  await expect(rows().first()).toBeVisible()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('search_combined:*')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Nenhuma chave contém “search_combined:*”')).toBeVisible()
  await page.getByRole('radio', { name: 'Glob' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.getByRole('radio', { name: 'Glob' }).check({ force: true })
  await expect(rows()).toHaveCount(0)
  await go('#/keys?q=*search_combined:*&glob=1')
  await expect(rows()).toHaveCount(2)
})

test('B10, B11: odd names are one row each and open by their exact bytes', async () => {
  await go('#/keys?ns=-')
  await expect(rows()).toHaveCount(5)
  await expect(list()).toContainText('a\\nb\\u{202e}c')
  await go(`#/keys?ns=-&key=${base64(binaryKey)}`)
  await expect(panel().getByRole('heading', { level: 2 })).toHaveText('\\xff\\xfe:k')
  await expect(panel()).toContainText('00 01 02 03 04 05 06 07')
  await panel().getByRole('button', { name: 'Próxima página' }).click()
  await expect(panel()).toContainText('bytes 1.600–3.200 de 5.000')
})

test('B16, B19, B20: what is wrong with a value is said, and what can be read is shown', async () => {
  await go(`#/keys?ns=-&key=${base64('cut.gz')}`)
  await expect(panel()).toContainText(/gzip truncado depois de [\d.]+ bytes legíveis/)
  await expect(panel().getByRole('tab', { name: 'Texto' })).toHaveAttribute('aria-selected', 'true')
  await go(`#/keys?ns=-&key=${base64('a\nb\u202ec')}`)
  await expect(panel()).toContainText('JSON inválido na linha 1, coluna 9')
  await go(`#/keys?ns=unified&family=search_combined&key=${base64('unified:search_combined:aa')}`)
  await expect(panel()).toContainText('os leitores preferem :gz')
  await expect(panel().getByRole('row', { name: /aa:gz/ })).toContainText('2026-11-23T10:00:00')
})

test('B27: a key that went while it was open is told as that', async () => {
  await redis.cli('set', 'pncp:search_v2:short', '[]', 'EX', '1000')
  await go(`#/keys?ns=pncp&family=search_v2&key=${base64('pncp:search_v2:short')}`)
  await expect(panel()).toContainText('conforme')
  await redis.cli('del', 'pncp:search_v2:short')
  await redis.cli('rpush', 'pncp:search_v2:short', 'a')
  await page.keyboard.press('r')
  await expect(panel()).toContainText('O tipo mudou: era string, agora é list.')
  await redis.cli('del', 'pncp:search_v2:short')
  await page.keyboard.press('r')
  await expect(panel()).toContainText('A chave foi removida ou renomeada')
})

test('S15: names and values are text, never markup', async () => {
  await go(`#/keys?ns=-&key=${base64('a hash')}`)
  await expect(panel().getByRole('row')).toHaveCount(201)
  await expect(panel()).toContainText('<img src=x onerror=')
  await expect(list()).toContainText('<img src=x')
  expect(await page.locator('.keys img, .keys b, .keys script').count()).toBe(0)
  expect(await page.title()).not.toBe('owned')
})

for (const [theme, language] of [
  ['dark', 'pt-BR'],
  ['light', 'en'],
] as const) {
  test(`every way of showing is accessible in ${theme}, ${language}`, async ({ shell }) => {
    await ask(page, 'settings.update', { theme, language })
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    for (const [address, seen] of [
      ['#/keys?q=nothing', '.empty'],
      [`#/keys?q=0000000&key=${base64('pncp:search_v2:00000001')}`, '.keys__table'],
      [`#/keys?q=embed&key=${base64('pncp:embeddings:00000001')}`, '.keys__picture'],
      [`#/keys?ns=unified&key=${base64('unified:search_combined:aa')}`, '.keys__sibling'],
      [`#/keys?ns=-&key=${base64(binaryKey)}`, '.keys__bytes'],
      [`#/keys?ns=-&key=${base64('cut.gz')}`, '.keys__text'],
    ] as const) {
      await go(address)
      await expect(page.locator(seen).first()).toBeVisible()
      expect(await accessibilityFaults(page, '.shell__main'), address).toEqual([])
      const across = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(across, `${address} scrolls sideways`).toBe(0)
    }
    expect(shell.complaints).toEqual([])
  })
}
