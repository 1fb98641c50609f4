import { expect, type Page } from '@playwright/test'
import { Redis } from 'ioredis'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { binaryKey } from '../support/seed-keyspace.ts'
import { accessibilityFaults } from './support/accessibility.ts'
import { openServer } from './support/open-connection.ts'
import { test } from './support/shared-console.ts'

// Several keys of the list at once, by keyboard alone, on a real server.

let redis: TestRedis
let client: Redis
let page: Page

test.beforeAll(async ({ shell }) => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
  await client.mset(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`pncp:search_v2:${100 + at}`, '[]'])))
  await client.set(binaryKey, 'v', 'PX', 900_000)
  page = shell.page
  await openServer(shell, redis)
})
test.afterAll(async () => {
  client?.disconnect()
  await redis?.stop()
})

test('a stretch of keys is marked, removed by the typed number, and put back, by keyboard alone', async () => {
  const before = await client.dbsize()
  await page.keyboard.press('Alt+4')
  const list = page.getByRole('grid', { name: 'Lista de chaves' })
  await expect(page.getByText('41 chaves, por nome')).toBeVisible()
  await list.locator('tbody tr').first().focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+Space')
  for (const _ of [1, 2]) await page.keyboard.press('Shift+ArrowUp')
  await expect(page.getByText('3 chaves selecionadas')).toBeVisible()
  await expect(list.locator('tbody tr[aria-selected="true"]')).toHaveCount(3)
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('i')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Digite 3 para confirmar')).toBeFocused()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.type('3')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('heading', { name: '3 chaves removidas' })).toBeVisible()
  expect(await client.dbsize()).toBe(before - 3)
  await expect(dialog.getByRole('button', { name: 'Fechar' }).last()).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Continuar' }).press('Enter')
  await dialog.getByRole('button', { name: /^Restaurar/ }).press('Enter')
  await expect.poll(() => client.dbsize()).toBe(before)
  expect(await client.exists(binaryKey)).toBe(1)
})
