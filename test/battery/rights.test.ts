import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RedisSession } from '../../electron/core/ports/connection.ts'
import { collectStats } from '../../electron/core/stats/collect-stats.ts'
import { commandTable } from '../../electron/redis/command-table.ts'
import { parseCacheDay } from '../../shared/time/cache-day.ts'
import { openLaboratory, whole } from '../integration/invalidation/laboratory.ts'
import { tellFigure } from '../support/battery.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { collect, namespaces, testSystem, walk } from '../support/test-session.ts'

const keys = 40
let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis()
  for (let at = 0; at < keys - 5; at++) await redis.cli('set', `pncp:search_v2:${at}`, 'x'.repeat(at), 'EX', '80000')
  await redis.cli('hset', 'pncp:hash', 'a', '1')
  await redis.cli('sadd', 'pncp:set', 'a')
  await redis.cli('zadd', 'pncp:zset', '1', 'a')
  await redis.cli('rpush', 'pncp:list', 'a')
  await redis.cli('xadd', 'pncp:stream', '*', 'a', '1')
})
afterAll(() => redis.stop())

/** What an operator does without changing anything, by name. */
const reading: Readonly<Record<string, (session: RedisSession) => Promise<unknown>>> = {
  size: (session) => session.reader().size(),
  names: (session) => collect(session.reader().names(walk)),
  probe: (session) => session.reader().probe([Buffer.from('pncp:search_v2:1')]),
  outline: (session) => session.browser().outline([Buffer.from('pncp:search_v2:1')]),
  details: (session) => session.browser().details(Buffer.from('pncp:search_v2:1'), 'string'),
  string: (session) => session.browser().readString(Buffer.from('pncp:search_v2:9'), 0, 5),
  hash: (session) => session.browser().readElements(Buffer.from('pncp:hash'), 'hash', '', 10),
  set: (session) => session.browser().readElements(Buffer.from('pncp:set'), 'set', '', 10),
  zset: (session) => session.browser().readElements(Buffer.from('pncp:zset'), 'zset', '', 10),
  list: (session) => session.browser().readElements(Buffer.from('pncp:list'), 'list', '', 10),
  stream: (session) => session.browser().readElements(Buffer.from('pncp:stream'), 'stream', '', 10),
  facts: (session) => session.facts(),
  freshness: (session) => session.dailyFetches().read('pncp', dayOf('2026-11-23')),
  stats: (session) =>
    collectStats(session.reader(), testSystem, {
      namespaces,
      mode: 'exact',
      pace: 'fast',
      sampleSize: null,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    }),
}

function dayOf(text: string) {
  const day = parseCacheDay(text)
  if (day === null) throw new RangeError(text)
  return day
}

/** @returns null where it worked, else the failure's code and the command it names */
const outcomeOf = (act: () => Promise<unknown>) =>
  act().then(
    () => null,
    (error: unknown) => {
      const { code, params } = error as { code: string; params: Record<string, unknown> } // an AppError
      return { code, command: params.command }
    },
  )

async function openAs(denied: string) {
  const user = denied.toLowerCase().replace(/\W/g, '-')
  await redis.cli(
    'acl',
    'setuser',
    user,
    'reset',
    'on',
    '>pw',
    '~*',
    '&*',
    '+@all',
    `-${denied.toLowerCase().replace(' ', '|')}`,
  )
  return openLaboratory({ port: redis.port, password: 'pw' }, { target: { username: user } })
}

/** What the preview of a removal says beforehand: what forbids it, and whether its values could be saved. */
async function removalOf(lab: Awaited<ReturnType<typeof openAs>>) {
  const preview = await lab.preview(whole('pncp')).then(
    ({ count, token, blocked, undo }) => ({ count, token, blocked, undo: undo.reason }),
    (blocked: { code: string; params: Record<string, unknown> }) => ({ count: null, token: null, blocked, undo: null }),
  )
  const { blocked } = preview
  if (blocked) return { refused: { code: blocked.code, command: blocked.params.command }, token: preview.token }
  return { count: preview.count, undo: preview.undo }
}

function expectedRemoval(command: string, features: readonly string[]) {
  if (features.includes('invalidate')) return { refused: { code: 'no_permission', command }, token: null }
  return { count: keys, undo: features.includes('undo') ? 'no_permission' : 'ok' }
}

/** Redis before 7.2 has no such command: there is nothing to deny. */
const serverVersionLacks = (command: string) => command === 'CLIENT NO-TOUCH'
const rows = commandTable.filter(({ cluster, command }) => cluster !== true && !serverVersionLacks(command))

describe('R31: a user who may not run one command', () => {
  test.each(rows)(
    'R31: $command: its acts are off, with its name, and nothing else fails',
    async ({ command, features }) => {
      const lab = await openAs(command)
      const told = lab.session.capabilities.filter(({ allowed }) => allowed === false)
      expect(told.filter(({ missing }) => !missing)).toEqual(
        features.map((feature) => ({ command, feature, allowed: false })),
      )

      // Everything works all the same, in full or in part, or it says which right is missing.
      const failures = await Promise.all(Object.values(reading).map((act) => outcomeOf(() => act(lab.session))))
      expect(new Set(failures.filter((failure) => failure !== null).map((failure) => JSON.stringify(failure)))).toEqual(
        new Set(
          failures.some((failure) => failure !== null) ? [JSON.stringify({ code: 'no_permission', command })] : [],
        ),
      )
      expect(await removalOf(lab)).toEqual(expectedRemoval(command, features))
      expect(Number(await redis.cli('dbsize'))).toBe(keys)
    },
  )

  test.each(['INFO', 'CONFIG GET', 'CLIENT', 'MEMORY USAGE', 'OBJECT ENCODING', 'OBJECT IDLETIME', 'SLOWLOG GET'])(
    'R31: without %s one can browse and invalidate',
    async (command) => {
      const lab = await openAs(command)
      for (const name of ['size', 'names', 'probe', 'outline', 'string', 'hash', 'facts', 'stats'] as const)
        expect({
          name,
          outcome: await outcomeOf(() => (reading[name] as NonNullable<(typeof reading)[string]>)(lab.session)),
        }).toEqual({
          name,
          outcome: null,
        })
      expect(await lab.preview(whole('pncp'))).toMatchObject({ count: keys, blocked: null })
    },
  )
})

test('R31: the table names every command that looking, removing and restoring sends', async (context) => {
  const own = await startRedis()
  onTestFinished(() => own.stop())
  for (const kind of [
    'hset pncp:hash a 1',
    'sadd pncp:set a',
    'zadd pncp:zset 1 a',
    'rpush pncp:list a',
    'set pncp:search_v2:1 x',
  ])
    await own.cli(...kind.split(' '))
  await own.cli('xadd', 'pncp:stream', '*', 'a', '1')
  await own.cli('config', 'resetstat')
  const lab = await openLaboratory(own)
  for (const act of Object.values(reading)) await act(lab.session)
  const { bundle, deleted } = await lab.invalidate(whole('pncp'))
  expect(deleted).toBe(6)
  expect(await lab.undo.run({ bundle: bundle ?? '', retarget: null }, () => undefined)).toMatchObject({ restored: 6 })
  const stats = await own.cli('info', 'commandstats')
  const sent = [...stats.matchAll(/^cmdstat_([^:]+):/gm)].map(([, name = '']) => name.replace('|', ' ').toUpperCase())
  const known = new Set(commandTable.map(({ command }) => command))
  // Who one is, and what one may do, is asked by these; without them the console still opens, and says that it is not known.
  const opening = [
    'ACL DRYRUN',
    'ACL WHOAMI',
    'CLIENT NO-TOUCH',
    'CLIENT SETNAME',
    'CONFIG RESETSTAT',
    'INFO',
    'SELECT',
    'CLIENT',
  ]
  expect(sent.filter((name) => !known.has(name) && !opening.includes(name))).toEqual([])
  tellFigure(context, `${rows.length} commands denied one by one; ${sent.length} seen in use`)
})
