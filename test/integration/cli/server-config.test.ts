import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

let redis: TestRedis
let pcc: Pcc
beforeAll(async () => {
  ;[redis, pcc] = await Promise.all([startRedis({ args: ['--slowlog-log-slower-than', '0'] }), preparePcc()])
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose()]))
beforeEach(() => redis.cli('config', 'set', 'maxmemory', '256mb'))

test('pcc server: figures, nodes and slow commands by namespace; a question without an answer ends with 4', async () => {
  await redis.cli('get', 'pncp:search_v2:a')
  const { code, document } = await pcc.json(['--url', redis.url, 'server'])
  expect(code).toBe(0)
  expect(document).toMatchObject({
    product: 'redis',
    memory: { limit_bytes: 256 * 1_048_576 },
    nodes: [{ reached: true, rdb: { saved_since_start: false, last_save_at: null }, aof: { enabled: false } }],
    unanswered: [],
  })
  expect(JSON.stringify(document.slow_log)).toContain('"group":"pncp"')
  const words = await pcc.run(['--url', redis.url, '--lang', 'pt-BR', 'server'])
  expect(words.stdout).toContain('nenhum desde o início')

  await redis.cli('acl', 'setuser', 'blind', 'on', '>p', '~*', '+@all', '-slowlog')
  const blind = await pcc.json(['--url', `redis://blind:p@127.0.0.1:${redis.port}/0`, 'server'])
  expect(blind.code).toBe(4)
  expect(blind.document).toMatchObject({ slow_log: null })
})

test('pcc config check: differences end with 4', async () => {
  const { code, document } = await pcc.json(['--url', redis.url, 'config', 'check'])
  expect(code).toBe(4)
  const parameters = document.parameters as { name: string; state: string; recommended: string }[]
  expect(parameters.find(({ name }) => name === 'maxmemory')).toMatchObject({ state: 'differs', recommended: '4gb' })
  expect(parameters).toHaveLength(10)
})

test('R37: pcc config set shows, refuses, sets and reads back', async () => {
  const set = (...args: string[]) => pcc.json(['--url', redis.url, 'config', 'set', ...args])
  expect(await set('maxmemory', '300mb')).toMatchObject({ code: 3 })
  expect(await set('maxmemory', '300mb', '--dry-run')).toMatchObject({
    code: 0,
    document: { from: [{ value: '256mb' }], to: '300mb', ended: null },
  })
  expect(await redis.cli('config', 'get', 'maxmemory')).toContain(String(256 * 1_048_576))
  expect(await set('maxmemory', '300mb', '--confirm', 'maxmemory', '--expect', '128mb')).toMatchObject({ code: 3 })
  expect(await set('maxmemory', 'lots', '--confirm', 'maxmemory')).toMatchObject({ code: 2 })
  expect(await set('databases', '4', '--confirm', 'databases')).toMatchObject({ code: 3 })
  const done = await set('maxmemory', '300mb', '--confirm', 'maxmemory', '--expect', '256mb')
  expect(done).toMatchObject({
    code: 0,
    document: { ended: 'done', persisted: false, read_back: [{ value: '300mb' }] },
  })
  expect(done.stderr).toContain('until the server restarts')
  expect(await redis.cli('config', 'get', 'maxmemory')).toContain(String(300 * 1_048_576))
  const rewrite = await pcc.run(['--url', redis.url, 'config', 'rewrite', '--confirm', 'rewrite'])
  expect(rewrite.code).toBe(1)
  expect(rewrite.stderr).toContain('runs without a configuration file')
  const readOnly = await pcc.run([
    '--url',
    redis.url,
    '--read-only',
    'config',
    'set',
    'maxmemory',
    '1gb',
    '--confirm',
    'maxmemory',
  ])
  expect(readOnly.code).toBe(3)
})
