import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  runAsideCommit,
  runAsideDiscard,
  runAsideList,
  runAsideShow,
} from '../../../electron/commands/aside-command.ts'
import { runUndo } from '../../../electron/commands/undo-command.ts'
import { createPncp } from '../../../electron/providers/pncp.ts'
import { type Commands, prepareCommands } from '../../support/commands.ts'
import { openFetchConsole, today } from '../../support/fetch-console.ts'
import { pncpPage, pncpRecords } from '../../support/pncp-pages.ts'
import { startProviderServer } from '../../support/provider-server.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { quickLimits } from '../../support/walk-provider.ts'

const key = `pncp:daily_fetch:${today}`
const live = JSON.stringify({ provider: 'pncp', fetch_date: '2026-01-01T06:00:00', total_opportunities: 9, data: [] })

let redis: TestRedis
let commands: Commands
beforeAll(async () => {
  redis = await startRedis()
  commands = await prepareCommands(redis)
})
afterAll(() => Promise.all([redis.stop(), commands.dispose()]))
beforeEach(async () => {
  await redis.cli('flushall')
  await redis.cli('set', key, live, 'EX', '50000')
  // A run of another console that brought three items where nine were stored.
  const server = await startProviderServer(() =>
    pncpPage(pncpRecords(1, 3), { totalRegistros: 3, paginasRestantes: 0 }),
  )
  const console = await openFetchConsole(redis, [createPncp(quickLimits)], { pncp: server.url }, { modalities: ['6'] })
  try {
    await console.fetch()
  } finally {
    await console.close()
    await server.close()
  }
})

const commit = (confirm?: string) =>
  commands.run((context) => runAsideCommit(context, 'pncp', confirm === undefined ? {} : { confirm }))

test('list and show tell what was set aside beside what stands', async () => {
  const { code, document } = await commands.run(runAsideList)
  expect([code, document.asides]).toMatchObject([0, [{ provider: 'pncp', day: today, reason: 'shrunk', items: 3 }]])
  expect(await commands.run((context) => runAsideShow(context, 'pncp', {}))).toMatchObject({
    code: 0,
    document: {
      first_id: '00394429000100-1-000001/2026',
      last_id: '00394429000100-1-000003/2026',
      live: { items: 9, bytes: live.length },
    },
  })
})

test('commit shows and does nothing without the name, and with it can be undone', async () => {
  expect(await commit()).toMatchObject({ code: 3, document: { items: 3 } })
  expect(await commit('comprasnet')).toEqual({ code: 3, document: {}, said: '[not_confirmed]' })
  expect(await redis.cli('get', key)).toBe(live)
  const { code, document } = await commit('pncp')
  expect([code, document]).toMatchObject([0, { key, items: 3 }])
  expect(JSON.parse(await redis.cli('get', key))).toMatchObject({ total_opportunities: 3 })
  const undone = await commands.run((context) => runUndo(context, String(document.bundle)))
  expect(undone).toMatchObject({ code: 0, document: { restored: 1 } })
  expect(await redis.cli('get', key)).toBe(live)
})

test('discard removes it for good, and then there is none', async () => {
  const discard = (confirm?: string) =>
    commands.run((context) => runAsideDiscard(context, 'pncp', confirm === undefined ? {} : { confirm }))
  expect(await discard()).toMatchObject({ code: 3 })
  expect(await discard('pncp')).toMatchObject({ code: 0, document: { discarded: `pcc:aside:{${key}}` } })
  expect(await discard('pncp')).toMatchObject({ code: 1, said: '[not_found]' })
  expect(await redis.cli('get', key)).toBe(live)
})

test('on a read-only connection nothing is decided', async () => {
  const answer = await commands.run((context) => runAsideCommit(context, 'pncp', { confirm: 'pncp' }), {
    readOnly: true,
  })
  expect(answer).toMatchObject({ code: 3, said: '[read_only]' })
})
