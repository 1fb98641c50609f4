import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { accessibilityFaults } from '../support/accessibility.ts'
import { answered, ask } from '../support/ask.ts'
import { waitForDemo } from '../support/open-connection.ts'
import { test } from '../support/shared-console.ts'

// A namespace leaves for a file and comes back from it in the real window, by keyboard alone.

let folder: string
test.beforeAll(async ({ shell }) => {
  folder = await mkdtemp(join(tmpdir(), 'pcc-transfer-'))
  await waitForDemo(shell)
})
test.afterAll(() => rm(folder, { recursive: true, force: true }))

test('a namespace is exported, removed, and imported by its typed name, without the pointer', async ({ shell }) => {
  const { page, app } = shell
  // The system's dialogs cannot be typed into by a test; what they would answer is given in their place.
  await app.evaluate(
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
    },
    join(folder, 'pncp.pcb'),
  )
  await page.evaluate(() => {
    location.hash = '#/providers/pncp'
  })
  await page.getByRole('button', { name: 'Exportar…' }).focus()
  await page.keyboard.press('Enter')
  const ended = page.getByRole('dialog', { name: 'Exportação de pncp:* terminada' })
  await expect(ended.getByText('Completa')).toBeVisible({ timeout: 20_000 })
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(ended).toHaveCount(0)

  const target = { scope: 'families', namespace: 'pncp', families: ['daily_fetch'] }
  const { token } = answered<{ token: string }>(await ask(page, 'invalidation.preview', target))
  const { deleted } = answered<{ deleted: number }>(
    await ask(page, 'invalidation.run', { token, confirmation: 'pncp', noUndo: true }),
  )
  expect(deleted).toBe(7)

  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.getByRole('button', { name: 'Importar…' }).first().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Importar pncp:* de pncp.pcb' })
  await expect(dialog.getByRole('row', { name: /^Voltam.* 7$/ })).toBeVisible({ timeout: 20_000 })
  expect(await accessibilityFaults(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Continuar' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: /^Para importar, digite/ })).toBeFocused()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.type('pncp')
  await page.keyboard.press('Enter')
  const done = page.getByRole('dialog', { name: /^7 chaves restauradas/ })
  await expect(done.getByText('Concluída', { exact: true })).toBeVisible({ timeout: 20_000 })
  expect(shell.complaints).toEqual([])
})
