import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { compose } from '../../electron/compose.ts'
import { answerRequest } from '../../electron/ipc/answer-request.ts'
import { createHandlers } from '../../electron/ipc/handlers/create-handlers.ts'
import { startReplayProvider } from '../../electron/sandbox/replay-provider.ts'
import type { ProfileDraft } from '../../shared/contract/connection.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/contract/methods.ts'
import { cacheDayOf } from '../../shared/time/cache-day.ts'
import type { Result } from '../../shared/util/result.ts'
import { clientOf, witness } from '../integration/invalidation/laboratory.ts'
import { tellFigure } from '../support/battery.ts'
import { everyRequest } from '../support/every-request.ts'
import { recordingLog } from '../support/recording-log.ts'
import { startRedis, type TestRedis, targetOf } from '../support/redis-server.ts'
import { seedKeyspace } from '../support/seed-keyspace.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const recordingsFolder = fileURLToPath(new URL('../../electron/sandbox/recordings', import.meta.url))
let redis: TestRedis
beforeEach(async () => {
  redis = await startRedis()
  onTestFinished(() => redis.stop())
  await seedKeyspace(redis.port)
})

/** The window's door as a page reaches it, on the real core; the system's dialogs say yes. */
async function openDoor(urlOverrides: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder()
  const options = { dataFolder: folder, recordingsFolder, cipher: null, env: {}, urlOverrides }
  const core = await compose({ ...options, log: recordingLog(), publish: () => undefined })
  onTestFinished(() => core.close())
  const handlers = createHandlers({
    core,
    publish: () => undefined,
    process: { version: '', electron: '', chromium: '', locale: 'en' },
    confirmNatively: async () => true,
    saveAs: async ({ name }) => name,
    chooseFile: async () => null,
    readHost: (host) => host,
    openExternal: async () => undefined,
    savePath: async ({ name }) => join(folder, name),
  })
  const ask = (method: string, input: unknown) => answerRequest(handlers, method, input)
  const profile = { ...targetOf(redis), id: null, name: 'cache', password: { kind: 'none' } } as const
  return {
    ask,
    /** The same, where it must be answered. */
    async answer<M extends MethodName>(method: M, input: MethodInput<M>) {
      const result = await ask(method, input)
      if (!result.ok) throw new Error(`${method}: ${result.failure.code}`)
      return result.value as MethodOutput<M> // as its row says
    },
    draft: (change: Partial<ProfileDraft>): ProfileDraft => ({ ...profile, ...change }),
  }
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'done' : result.failure.code)

/** Commands that change something, by the server's own table, of those it was sent since its counters were reset. */
async function changes(): Promise<string[]> {
  const listed = await Promise.all(
    ['write', 'dangerous'].map((category) => redis.cli('command', 'list', 'filterby', 'aclcat', category)),
  )
  const looking =
    /^(info|keys|role|slowlog|latency|client|acl|cluster|config$|config\|(get|resetstat)|monitor|module|debug)/
  const changing = new Set([...listed.flatMap((text) => text.split('\n')), 'eval', 'evalsha', 'fcall', 'config|set'])
  const stats = await redis.cli('info', 'commandstats')
  const sent = [...stats.matchAll(/^cmdstat_([^:]+):/gm)].map(([, name = '']) => name)
  return sent.filter((name) => changing.has(name) && !looking.test(name))
}

/** Requests that would have written. */
const writing: readonly MethodName[] = [
  'invalidation.run',
  'undo.run',
  'fetch.start',
  'fetch.commitAside',
  'fetch.discardAside',
  'server.applySetting',
  'server.rewriteFile',
  'live.start',
]

test('R19: a reader profile opens no write path to any request, not even with what was prepared before', async (context) => {
  const replay = await startReplayProvider({ recordingsFolder, latencyMs: 0 })
  onTestFinished(() => replay.close())
  const { ask, answer, draft } = await openDoor(replay.urls)
  // A development profile: no dialog and no rule about loopback stands before the one that is tried here.
  const { id } = await answer('profiles.save', draft({}))
  await answer('connection.open', { profileId: id, password: null })
  const first = await answer('invalidation.preview', { scope: 'whole', namespace: 'govbr' })
  const removed = await answer('invalidation.run', { token: first.token ?? '', confirmation: 'govbr', noUndo: false })
  const preview = await answer('invalidation.preview', { scope: 'whole', namespace: 'pncp' })
  const setting = await answer('server.previewSetting', { name: 'maxmemory', value: '300mb' })
  await answer('profiles.save', draft({ id, readOnly: true }))

  const client = clientOf(redis)
  const before = await witness(client)
  const configured = await client.config('GET', '*')
  await client.config('RESETSTAT')
  const requests = everyRequest({
    profileId: id,
    target: targetOf(redis),
    day: cacheDayOf(Date.now()),
    previewId: preview.previewId,
    token: preview.token ?? '',
    bundle: removed.bundle ?? '',
    settingToken: setting.token ?? '',
    key: Buffer.from('pncp:search_v2:1').toString('base64'),
  })
  const answers = new Map<string, Result<unknown>>()
  for (const [method, input] of Object.entries(requests)) if (input) answers.set(method, await ask(method, input))

  expect(await changes()).toEqual([])
  expect(await client.config('GET', '*')).toEqual(configured)
  expect(await witness(client)).toEqual(before)
  expect([...answers].filter(([, result]) => codeOf(result) === 'bad_input').map(([method]) => method)).toEqual([])
  const refused = writing.map((method) => [method, codeOf(answers.get(method) as Result<unknown>)])
  expect(refused).toEqual(writing.map((method) => [method, 'read_only']))
  // What a search finds is shown, and not stored.
  expect(answers.get('search.run')).toMatchObject({ ok: true, value: { storeFailure: { code: 'read_only' } } })
  tellFigure(context, `${answers.size} kinds of request, ${writing.length} of them refused as read-only, 0 writes`)
})

test('R19: in production every removal is confirmed by its typed name, whatever the page sends', async (context) => {
  const { ask, answer, draft } = await openDoor()
  const { id } = await answer('profiles.save', draft({ environment: 'production' }))
  await answer('connection.open', { profileId: id, password: null })
  const client = clientOf(redis)
  const before = await client.dbsize()
  await client.config('RESETSTAT')
  const typed = ['', 'PNCP', 'pncp ', ' pncp', 'pnc', 'govbr', 'yes']
  const refuse = async (token: string | null) => {
    for (const confirmation of typed) {
      const answered = await ask('invalidation.run', { token, confirmation, noUndo: true })
      expect(codeOf(answered), confirmation).toBe('not_confirmed')
    }
  }
  await refuse((await answer('invalidation.preview', { scope: 'whole', namespace: 'pncp' })).token)
  const keys = [{ base64: Buffer.from('pncp:search_v2:1').toString('base64') }]
  await refuse((await answer('invalidation.previewKeys', { keys })).token)
  expect(await changes()).toEqual([])
  expect(await client.dbsize()).toBe(before)
  tellFigure(context, `${2 * typed.length} of ${2 * typed.length} wrong names refused, 0 writes`)
})
