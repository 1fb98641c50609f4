import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { accessibilityFaults } from '../support/accessibility.ts'
import { ask, codeOf } from '../support/ask.ts'
import { waitForDemo } from '../support/open-connection.ts'
import { test } from '../support/shared-console.ts'

// Searching by hand and comparing cached days in the real window, on the demo's own Redis, by keyboard alone.

test.beforeAll(({ shell }) => waitForDemo(shell))

/** Tabs on until the control has the focus. */
async function tabTo(page: Page, name: string | RegExp, role: 'button' | 'textbox' | 'link') {
  const control = page.getByRole(role, { name })
  for (let turn = 0; turn < 80; turn++) {
    if (await control.first().evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${String(name)} is not reached by Tab`)
}

test('a procurement of three providers is found, laid side by side and exported, without the pointer', async ({
  shell,
}) => {
  const { page, app } = shell
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await tabTo(page, 'Comparação', 'link')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Comparar', 'button')
  await page.keyboard.press('Enter')
  const overlap = page.getByRole('grid', { name: 'Quem tem o quê' })
  await expect(overlap).toBeVisible({ timeout: 20_000 })
  expect(await accessibilityFaults(page)).toEqual([])

  const all = overlap.getByRole('row', { name: /pncp.*comprasnet.*govbr/ })
  await overlap.getByRole('row').nth(1).focus()
  for (let turn = 0; turn < 8 && !(await all.evaluate((row) => row === document.activeElement)); turn++)
    await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Só pncp + comprasnet + govbr' })).toBeVisible()

  const list = page.getByRole('grid', { name: /^Licitações, / })
  await list.getByRole('row').nth(1).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Licitação campo a campo' })
  await expect(panel.getByRole('listitem')).toHaveCount(3)
  await expect(panel.getByText('nem todos informam').first()).toBeVisible()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.keyboard.press(']')
  await expect(panel.getByText(/^2 de /)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)

  const folder = await mkdtemp(join(tmpdir(), 'pcc-export-'))
  try {
    const path = join(folder, 'export.csv')
    // The system's dialog cannot be typed into by a test; what it would answer is given in its place.
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    }, path)
    await tabTo(page, 'Exportar CSV', 'button')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/exportadas para export\.csv$/)).toBeVisible()
    const lines = (await readFile(path, 'utf8')).split('\r\n')
    const total = Number(await page.locator('.panel__note').last().textContent())
    expect(lines.length).toBeGreaterThan(total * 3)
    expect(lines[1]).toContain('"pncp comprasnet govbr"')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('S8: no path comes from a page, and a set that is not held tells nothing', async ({ shell }) => {
  const { page } = shell
  const query = { set: 'x', facet: 'all', only: null, format: 'csv' }
  expect(codeOf(await ask(page, 'procurements.export', { ...query, path: '/tmp/x' }))).toBe('bad_input')
  expect(codeOf(await ask(page, 'procurements.export', query))).toBe('not_found')
  expect(codeOf(await ask(page, 'procurements.page', { set: 'x', facet: 'all', only: null, page: 0 }))).toBe(
    'not_found',
  )
})

test('a search by hand is answered, and its key opens on the Keys screen', async ({ shell }) => {
  const { page } = shell
  await page.keyboard.press('g')
  await page.keyboard.press('c')
  await tabTo(page, 'Busca', 'link')
  await page.keyboard.press('Enter')
  await tabTo(page, 'Palavras', 'textbox')
  await page.keyboard.type('aquisição')
  await page.keyboard.press('Enter')
  const answers = page.getByRole('table', { name: 'Quem respondeu' })
  await expect(answers.getByText(/busca combinada/)).toHaveCount(3, { timeout: 20_000 })
  expect(await accessibilityFaults(page)).toEqual([])
  await tabTo(page, 'Abrir em Chaves', 'button')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: 'Chave aberta' })
  await expect(panel.getByRole('heading', { name: /^unified:search_combined:[0-9a-f]{8}/ })).toBeVisible()
  expect(shell.complaints).toEqual([])
})
