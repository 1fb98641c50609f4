import { expect } from '@playwright/test'
import type { TestRedis } from '../../support/redis-server.ts'
import { answered, ask } from './ask.ts'
import type { LaunchedConsole } from './launch-console.ts'

/** What a spec may change; each begins with these unless it says otherwise. */
const usual = { language: 'pt-BR', theme: 'system', refreshSeconds: 30 }

/** Puts back what the spec before has left: the settings, the address and whatever else the page holds. */
async function beginAnew({ page, complaints }: LaunchedConsole, settings: Partial<typeof usual>): Promise<void> {
  answered(await ask(page, 'settings.update', { ...usual, ...settings }))
  await page.evaluate(() => {
    location.hash = '#/overview'
  })
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  complaints.length = 0
}

/** Waits until the demo workspace, with which a console begins, has its week. */
export async function waitForDemo(shell: LaunchedConsole, settings: Partial<typeof usual> = {}): Promise<void> {
  await expect.poll(() => storedDays(shell), { timeout: 60_000 }).toBe(7)
  await beginAnew(shell, settings)
}

async function storedDays({ page }: LaunchedConsole): Promise<number> {
  const runs = answered<{ day: string; lanes: { key: string | null }[] }[]>(
    await ask(page, 'fetch.runs', { limit: 50 }),
  )
  return new Set(runs.filter(({ lanes }) => lanes.every(({ key }) => key !== null)).map(({ day }) => day)).size
}

/** Profiles have names of their own. */
let saved = 0

/**
 * Saves a profile of a server and opens it.
 * @param change - of the profile, which is a writable one for development without a password
 * @param password - asked for each time where there is one
 */
export async function connectTo(
  { page }: LaunchedConsole,
  redis: TestRedis,
  change: object = {},
  password: string | null = null,
): Promise<void> {
  const draft = {
    id: null,
    name: `server ${++saved}`,
    host: '127.0.0.1',
    port: redis.port,
    database: 0,
    username: null,
    tls: { enabled: false, verify: true, ca: null },
    environment: 'development',
    readOnly: false,
    password: password === null ? { kind: 'none' } : { kind: 'ask', password },
    ...change,
  }
  const { id } = answered<{ id: string }>(await ask(page, 'profiles.save', draft))
  answered(await ask(page, 'connection.open', { profileId: id, password }))
}

/** Opens a server and begins there. */
export async function openServer(
  shell: LaunchedConsole,
  redis: TestRedis,
  settings: Partial<typeof usual> = {},
  change: object = {},
): Promise<void> {
  await connectTo(shell, redis, change)
  await beginAnew(shell, settings)
}
