import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runShow } from '../../../electron/commands/show-command.ts'
import { type Commands, prepareCommands } from '../../support/commands.ts'
import { opportunity } from '../../support/opportunity-sample.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

let redis: TestRedis
let commands: Commands
beforeAll(async () => {
  redis = await startRedis()
  commands = await prepareCommands(redis)
})
afterAll(() => Promise.all([redis.stop(), commands.dispose()]))
beforeEach(() => redis.cli('flushall'))

const show = (key: string, options = {}) => commands.run((context) => runShow(context, key, options))

test('a list of opportunities as such; bad items are counted, never thrown away with their list', async () => {
  const list = [opportunity('1'), 'OpportunityData(external_id=…', opportunity('2')]
  await redis.cli('set', 'pncp:search_v2:a23b8f70', JSON.stringify(list), 'EX', '900')
  const { code, document } = await show('pncp:search_v2:a23b8f70')
  expect([code, document]).toMatchObject([
    4,
    { namespace: 'pncp', family: 'search_v2', reads_as: 'opportunities', fits_family: true },
  ])
  expect(document.opportunities).toMatchObject({ total: 2, invalid: 1, shown: 2 })
})

test('an embedding, a group of duplicates and synonyms, each as its family holds it', async () => {
  const vector = Array.from({ length: 8 }, (_, n) => n / 8)
  const facts = { text_hash: 'h', text_preview: 'merenda', model_name: 'm', cached_at: '2026-01-01T00:00:00' }
  await redis.cli('set', 'govbr:embeddings:0a0a0a0a', JSON.stringify({ ...facts, embedding: vector, dimensions: 9 }))
  const members = [{ provider: 'pncp', external_id: '1' }]
  const group = { canonical: 'pncp:1', members, cached_at: '2026-01-01T00:00:00' }
  await redis.cli('set', 'unified:deduplication:0b0b0b0b', JSON.stringify(group))
  const words = { term: 'licitação', synonyms: ['pregão'], cached_at: '2026-01-01T00:00:00' }
  await redis.cli('set', 'unified:synonyms:licitação', JSON.stringify(words))
  expect(await show('govbr:embeddings:0a0a0a0a')).toMatchObject({
    code: 0,
    document: { reads_as: 'embedding', embedding: { dimensions: 8, said_dimensions: 9, model: 'm' } },
  })
  expect((await show('unified:deduplication:0b0b0b0b')).document).toMatchObject({ fits_family: true, payload: group })
  const named = Buffer.from('unified:synonyms:licitação').toString('base64')
  expect((await show(named, { base64: true })).document).toMatchObject({ fits_family: true, payload: words })
})

test('what does not fit its family says so; bytes stay bytes, collections stay rows', async () => {
  await redis.cli('set', 'unified:synonyms:x', '{"term":1}')
  await redis.cli('rpush', 'match:1', 'a', 'b')
  expect((await show('unified:synonyms:x')).document).toMatchObject({ fits_family: false, reads_as: 'json' })
  expect((await show('match:1')).document).toMatchObject({ namespace: null, reads_as: 'list', rows: [['a'], ['b']] })
})

test('a key that is not there is told apart from an empty one', async () => {
  await redis.cli('set', 'pncp:other', '')
  expect(await show('pncp:other')).toMatchObject({ code: 0, document: { length: 0 } })
  expect(await show('pncp:nothing')).toMatchObject({ code: 1, said: '[not_found]' })
  expect(await show('!', { base64: true })).toMatchObject({ code: 2, said: '[bad_input]' })
})
