import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose } from '../../../electron/compose.ts'
import type { Provider } from '../../../electron/core/ports/provider.ts'
import { providers } from '../../../electron/providers/registry.ts'
import { type CacheDay, cacheDayOf } from '../../../shared/time/cache-day.ts'
import { createBourse } from '../../support/fourth-provider.ts'
import { type ProviderServer, startProviderServer } from '../../support/provider-server.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { startRedis, type TestRedis, targetOf } from '../../support/redis-server.ts'

// The one line in the registry, for the core that is composed here.
const table = providers as Provider[]
beforeAll(() => void table.push(createBourse()))
afterAll(() => void table.pop())

const root = fileURLToPath(new URL('../../..', import.meta.url))
const day = cacheDayOf(Date.now())
const control = '00394429000100-1-002331/2026'

let redis: TestRedis
let service: ProviderServer
let folder: string
beforeAll(async () => {
  await mkdir(join(root, 'node_modules', '.cache'), { recursive: true })
  ;[redis, service, folder] = await Promise.all([
    startRedis(),
    startProviderServer(({ query }) => ({
      body: JSON.stringify({
        total: 3,
        editais: [
          { id: 'b-1', objeto: 'Merenda', publicado: day, pncp: control },
          { id: 'b-2', objeto: 'Limpeza', publicado: day, pncp: null },
          { id: 'b-3', objeto: 'Obras', publicado: day, pncp: null },
        ].slice(2 * (Number(query.get('pagina')) - 1), 2 * Number(query.get('pagina'))),
      }),
    })),
    // Under the checkout's node_modules, so that a copy of the sources finds the packages.
    mkdtemp(join(root, 'node_modules', '.cache', 'fourth-')),
  ])
})
afterAll(() => Promise.all([redis.stop(), service.close(), rm(folder, { recursive: true, force: true })]))

test('a fourth provider is in the list, the figures, the days, the fetch, the search and the removal', async () => {
  const core = await compose({
    dataFolder: join(folder, 'data'),
    recordingsFolder: join(root, 'electron', 'sandbox', 'recordings'),
    log: recordingLog(),
    publish: () => undefined,
    cipher: null,
    env: {},
    urlOverrides: { bolsa: service.url },
  })
  const { signal } = new AbortController()
  try {
    expect((await core.providers.list()).map(({ id, coverageDefaults }) => [id, coverageDefaults]).at(-1)).toEqual([
      'bolsa',
      { platforms: [] },
    ])
    await core.connections.openAdHoc('own', targetOf(redis), null)
    const { runId } = await core.fetches.start({ providers: ['bolsa'], day, dryRun: false })
    expect((await core.fetches.waitFor(runId)).lanes[0]).toMatchObject({
      outcome: 'stored',
      items: 3,
      coverage: { platforms: [] },
      key: `bolsa:daily_fetch:${day}`,
    })
    const search = await core.search({ filters: {}, providers: ['bolsa'], refresh: false, signal })
    expect(search.answers).toMatchObject([{ provider: 'bolsa', from: 'provider', failure: null }])
    const stats = await core.collectStats('exact', signal, () => undefined, null)
    expect(stats.namespaces.find(({ namespace }) => namespace === 'bolsa')).toMatchObject({ keys: 2 })
    expect((await core.freshness(1)).providers.at(-1)).toMatchObject({ provider: 'bolsa', lastDay: day })
    const preview = await core.invalidation.preview({ scope: 'whole', namespace: 'bolsa' }, signal, () => undefined)
    expect(preview.count).toBe(2)
  } finally {
    await core.close()
  }
})

test('for the command line it is one file and one line of the registry, and nothing else', async () => {
  const to = (...parts: string[]) => join(folder, ...parts)
  for (const name of ['electron', 'shared', 'package.json', 'vite.electron.config.ts']) {
    await cp(join(root, name), to(name), { recursive: true })
  }
  await cp(join(root, 'test', 'support', 'fourth-provider.ts'), to('electron', 'providers', 'bourse.ts'))
  const table = await readFile(to('electron', 'providers', 'registry.ts'), 'utf8')
  const withOne = table.replace('createGovbr()]', 'createGovbr(), createBourse()]')
  expect(withOne).not.toBe(table)
  await writeFile(to('electron', 'providers', 'registry.ts'), `import { createBourse } from './bourse.ts'\n${withOne}`)
  const { build } = await import('vite')
  await build({ root: folder, mode: 'cli', configFile: to('vite.electron.config.ts'), logLevel: 'error' })

  const { json, redis: own } = await ownRedis()
  try {
    const fetched = await json('fetch', 'bolsa', '--development', '--provider-url', `bolsa=${service.url}`)
    expect(fetched).toMatchObject({ providers: [{ provider: 'bolsa', status: 'stored', opportunities: 3 }] })
    expect(JSON.parse(await own.cli('get', `bolsa:daily_fetch:${day}`))).toMatchObject({
      provider: 'bolsa',
      data: [{ external_id: 'b-1', provider_specific_data: { numeroControlePNCP: control } }, {}, {}],
    })
    const stats = (await json('stats')) as { namespaces: { namespace: string; keys: number }[] } // the documented shape
    expect(stats.namespaces.map(({ namespace, keys }) => [namespace, keys])).toEqual([
      ['pncp', 0],
      ['comprasnet', 0],
      ['govbr', 0],
      ['bolsa', 1],
      ['unified', 0],
    ])
    expect(await json('freshness', '--days', '1')).toMatchObject({
      providers: [{}, {}, {}, { last_day: day as CacheDay }],
    })
    expect(await json('invalidate', 'bolsa', '--confirm', 'bolsa')).toMatchObject({ deleted: 1 })
  } finally {
    await own.stop()
  }

  async function ownRedis() {
    const own = await startRedis()
    const env = { PATH: process.env.PATH, PCC_DATA_DIR: to('cli-data'), LANG: 'en' }
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, [to('out', 'cli', 'cli.js'), '--json', '--url', own.url, ...args], { env })
    return { redis: own, json: async (...args: string[]) => JSON.parse((await run(...args)).stdout) as unknown }
  }
})
