import { expect } from '@playwright/test'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { openServer } from './support/open-connection.ts'
import { test } from './support/shared-console.ts'

// The Server screen in the real window by keyboard alone: a setting is changed, read back, and put back.

let redis: TestRedis

test.beforeAll(async ({ shell }) => {
  redis = await startRedis({ args: ['--maxmemory', '256mb', '--maxmemory-policy', 'allkeys-lfu'] })
  await openServer(shell, redis)
})
test.afterAll(() => redis?.stop())

test('R37: a setting is seen, changed, read back and put back by keyboard alone', async ({ shell }) => {
  const { page } = shell
  await page.keyboard.press('Alt+5')
  await expect(page.getByRole('heading', { level: 1, name: 'Servidor' })).toBeVisible()
  const row = page.getByRole('row', { name: /maxmemory-policy/ })
  await expect(row).toContainText('Difere')
  await row.getByRole('button', { name: 'Aplicar o recomendado a maxmemory-policy' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await expect(dialog).toContainText('qualquer chave pode sair')
  expect(await redis.cli('config', 'get', 'maxmemory-policy')).toContain('allkeys-lfu')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Mudar maxmemory-policy para allkeys-lru' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Em vigor em todos os nós: allkeys-lru.')
  await expect(dialog).toContainText('Vale até o servidor reiniciar')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await redis.cli('config', 'get', 'maxmemory-policy')).toContain('allkeys-lru')

  await row.getByRole('button', { name: 'Pôr de volta o valor anterior de maxmemory-policy' }).focus()
  await page.keyboard.press('Enter')
  // Until the effect is known there is nothing to go on with.
  await expect(dialog).toContainText('qualquer chave pode sair')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('button', { name: 'Mudar maxmemory-policy para allkeys-lfu' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Em vigor em todos os nós: allkeys-lfu.')
  await page.keyboard.press('Escape')
  expect(await redis.cli('config', 'get', 'maxmemory-policy')).toContain('allkeys-lfu')
  expect(shell.complaints).toEqual([])
})
