import { expect, test } from '@playwright/test'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { answered, ask } from './support/ask.ts'
import { type LaunchedConsole, launchConsole } from './support/launch-console.ts'

// The Server screen in the real window by keyboard alone: a setting is changed, read back, and put back.

let redis: TestRedis
let shell: LaunchedConsole

test.beforeAll(async () => {
  redis = await startRedis({ args: ['--maxmemory', '256mb', '--maxmemory-policy', 'allkeys-lfu'] })
  shell = await launchConsole()
  await ask(shell.page, 'settings.update', { language: 'pt-BR' })
  const saved = await ask(shell.page, 'profiles.save', {
    id: null,
    name: 'server',
    host: '127.0.0.1',
    port: redis.port,
    database: 0,
    username: null,
    tls: { enabled: false, verify: true, ca: null },
    environment: 'development',
    readOnly: false,
    password: { kind: 'none' },
  })
  const { id } = answered<{ id: string }>(saved)
  answered(await ask(shell.page, 'connection.open', { profileId: id, password: null }))
})
test.afterAll(async () => {
  await shell?.quit()
  await redis?.stop()
})

test('R37: a setting is seen, changed, read back and put back by keyboard alone', async () => {
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
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('Em vigor em todos os nós: allkeys-lfu.')
  await page.keyboard.press('Escape')
  expect(await redis.cli('config', 'get', 'maxmemory-policy')).toContain('allkeys-lfu')
  expect(shell.complaints).toEqual([])
})
