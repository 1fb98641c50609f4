import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { Redis } from 'ioredis'
import { hostileTexts } from '../support/hostile-texts.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { seedKeyspace } from '../support/seed-keyspace.ts'
import { inMain } from './support/in-main.ts'
import { expectOnlyText, foreignRequests } from './support/only-text.ts'
import { connectTo, openServer } from './support/open-connection.ts'
import { test } from './support/shared-console.ts'
import { expectVisibleFocus, tabTo } from './support/tab-to.ts'

// By keyboard alone, and with texts that try to be more: one window on one server.

let redis: TestRedis
let page: Page

test.beforeAll(async ({ shell }) => {
  redis = await startRedis({ args: ['--slowlog-log-slower-than', '0', '--slowlog-max-len', '512'] })
  await seedKeyspace(redis.port)
  page = shell.page
  await openServer(shell, redis, { language: 'en', refreshSeconds: 0 })
  await expect(page.getByText('Single server: primary')).toBeVisible()
})
test.afterAll(() => redis?.stop())

const show = (hash: string) =>
  page.evaluate((to) => {
    location.hash = to
  }, hash)

test('U1: an invalidation and its undo by keyboard alone; the focus is always seen and returns to where it came from', async () => {
  await page.keyboard.press('Alt+2')
  await expect(page.getByRole('heading', { name: 'Providers', level: 1 })).toBeVisible()
  const origin = page.getByRole('button', { name: /^Invalidate…/ }).first()
  const dialog = page.getByRole('dialog')
  const button = (name: string | RegExp) => dialog.getByRole('button', { name })
  await tabTo(page, origin)
  await page.keyboard.press('Enter')
  await expect(button('Continue')).toBeVisible()
  await tabTo(page, button('Continue'))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('textbox')).toBeFocused()
  await expectVisibleFocus(page)
  // U3: what is read out is the title, the figures, the field.
  const asked = dialog.getByRole('form')
  await expect(asked).toHaveAccessibleName(/^Invalidate \d+ keys of pncp on .+\?$/)
  await expect(asked).toHaveAccessibleDescription(/daily_fetch: \d+/)
  await expect(dialog.getByRole('textbox')).toHaveAccessibleName('Type pncp to confirm')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('textbox')).toBeVisible()
  await page.keyboard.type('pncp')
  await tabTo(page, button(/^Invalidate \d+ keys$/))
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/\d+ keys deleted of pncp/)).toBeVisible()
  expect(await redis.cli('exists', 'pncp:search_v2:*')).toBe('0')

  await tabTo(page, button('Undo…'))
  await page.keyboard.press('Enter')
  await expect(button('Continue')).toBeVisible()
  await tabTo(page, button('Continue'))
  await page.keyboard.press('Enter')
  await tabTo(page, button(/^Restore \d+ keys$/))
  await page.keyboard.press('Enter')
  await expect(dialog.getByText(/\d+ keys restored/)).toBeVisible()
  expect(await redis.cli('exists', 'pncp:search_v2:*')).toBe('1')
  await tabTo(page, button('Finish'))
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(origin).toBeFocused()

  await page.keyboard.press('Control+k')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(origin).toBeFocused()
})

test('U7: a connection is pasted, not typed, and a password manager knows its fields', async ({ shell }) => {
  await show('#/settings/connections/new')
  await inMain(shell.app, ({ clipboard }) => clipboard.writeText('redis://looker:s3cret@cache.example:6390/3'))
  await page.getByLabel('Paste a URL').focus()
  await page.keyboard.press('Control+v')
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('cache.example')
  await expect(page.getByLabel('Port', { exact: true })).toHaveValue('6390')
  await expect(page.getByLabel('Database (db)')).toHaveValue('3')
  await expect(page.getByLabel('User', { exact: true })).toHaveValue('looker')
  await expect(page.getByLabel('User', { exact: true })).toHaveAttribute('autocomplete', 'username')
  const password = page.getByRole('textbox', { name: 'Password', exact: true })
  await expect(password).toHaveValue('s3cret')
  await expect(password).toHaveAttribute('autocomplete', 'current-password')
})

test('S15: more than 200 texts that try to be more, as names, fields, values and commands of the server, are text', async () => {
  expect(new Set(hostileTexts).size).toBeGreaterThanOrEqual(200)
  const client = new Redis({ host: '127.0.0.1', port: redis.port })
  for (const text of hostileTexts) await client.set(`corpus:${text}`, text)
  await client.hset('corpus', Object.fromEntries(hostileTexts.map((text) => [text, text])))
  client.disconnect()
  const asked = foreignRequests(page)

  await show('#/keys?q=corpus')
  const total = hostileTexts.length + 1
  await expect(page.getByText(`${total} keys, by name`)).toBeVisible()
  const list = page.getByRole('grid', { name: 'List of keys' })
  await list.locator('tbody tr').first().focus()
  const seen = new Set<string>()
  const last = page.locator(`tr[aria-rowindex="${total + 1}"]`)
  for (let turn = 0; turn < 60 && seen.size < total; turn++) {
    for (const title of await list
      .locator('.middle-cut')
      .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('title') ?? '')))
      seen.add(title)
    await expectOnlyText(page)
    await page.keyboard.press((await last.count()) === 0 ? 'PageDown' : 'End')
  }
  expect(seen.size).toBe(total)
  for (const text of hostileTexts.slice(0, 21)) {
    await show(`#/keys?q=corpus&key=${encodeURIComponent(Buffer.from(`corpus:${text}`).toString('base64'))}`)
    await expect(page.locator('.keys__panel [role=tabpanel]')).toBeVisible()
    await expectOnlyText(page)
  }
  await show(`#/keys?q=corpus&key=${encodeURIComponent(Buffer.from('corpus').toString('base64'))}`)
  await expect(page.locator('.keys__panel')).toContainText('window.owned=1')
  await expectOnlyText(page)
  await show('#/server')
  await expect(page.getByRole('region', { name: /slow/i }).first()).toContainText('corpus')
  await expectOnlyText(page)
  expect(asked).toEqual([])
})

test('S15: what a server says of itself is text: its file, its replica, its users, its clients, a stream', async ({
  shell,
}) => {
  const hostile = '<svg onload=window.owned=1><img src=x onerror=window.owned=1>'
  // Redis takes no spaces in names, and markup needs none.
  const name = hostile.replaceAll(' ', '/')
  const folder = await mkdtemp(join(tmpdir(), 'pcc-hostile-'))
  // Equals signs and commas separate the parts of what INFO says of a replica.
  const address = '<svg><style><script>'
  const file = join(folder, `${hostile}.conf`)
  await writeFile(file, `proc-title-template "${hostile} {title}"\n`)
  const server = await startRedis({ file })
  const replica = await startRedis({
    args: ['--replicaof', '127.0.0.1', String(server.port), '--replica-announce-ip', address],
  })
  const client = new Redis({ host: '127.0.0.1', port: server.port })
  try {
    await client.call('ACL', 'SETUSER', name, 'on', '>word', '~*', '&*', '+@all')
    await client.call('CLIENT', 'SETNAME', name)
    await client.xadd('stream', '*', hostile, hostile)
    await client.xgroup('CREATE', 'stream', hostile, '0')
    await client.xreadgroup('GROUP', hostile, hostile, 'STREAMS', 'stream', '>')
    await expect.poll(() => client.info('replication')).toContain(`ip=${address}`)
    const asked = foreignRequests(page)
    await connectTo(shell, server, { name: hostile, username: name }, 'word')
    await show('#/server')
    await expect(page.locator('.shell__main')).toContainText(address)
    await expectOnlyText(page)
    await page.getByRole('button', { name: 'Write to the file…' }).click()
    await expect(page.getByRole('dialog')).toContainText(`${hostile}.conf`)
    await expectOnlyText(page)
    await page.keyboard.press('Escape')
    await show('#/settings')
    await expect(page.getByText('What user <svg')).toBeVisible()
    await expectOnlyText(page)
    await show(`#/keys?q=stream&key=${encodeURIComponent(Buffer.from('stream').toString('base64'))}`)
    await expect(page.locator('.keys__panel')).toContainText(hostile)
    await expectOnlyText(page)
    await show('#/overview')
    await expect(page.getByRole('row', { name: /^Total/ })).toBeVisible()
    await expectOnlyText(page)
    expect(asked).toEqual([])
  } finally {
    client.disconnect()
    await Promise.all([replica.stop(), server.stop()])
    await rm(folder, { recursive: true, force: true })
  }
})
