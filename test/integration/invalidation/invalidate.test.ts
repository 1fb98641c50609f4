import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/app-error.ts'
import {
  InvalidationPreview,
  type InvalidationProgress,
  InvalidationResult,
} from '../../../shared/contract/invalidation.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { oddPncpKeys, seeded, seedKeyspace } from '../../support/seed-keyspace.ts'
import { clientOf, commandsDuring, openLaboratory, whole, witness } from './laboratory.ts'

const pncpKeys = Object.entries(seeded).reduce((sum, [place, keys]) => sum + (place.startsWith('pncp:') ? keys : 0), 0)

const sumOf = ({ deleted, changed, gone, failed, notAttempted }: InvalidationResult) =>
  deleted + changed + gone + failed + notAttempted

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.cli('flushall')
  await seedKeyspace(redis.port)
})

describe('a preview', () => {
  test('counts exactly what is there, by family, and names what no family explains', async () => {
    const lab = await openLaboratory(redis)
    const preview = InvalidationPreview.parse(await lab.preview(whole('pncp')))
    expect(preview.count).toBe(pncpKeys)
    expect(preview.families.map(({ family, keys }) => [family, keys])).toEqual([
      ['search_v2', 302],
      ['daily_fetch', 3],
      ['embeddings', 42],
      ['other', 1],
    ])
    expect(preview.noTtl + preview.ttl.reduce((sum, keys) => sum + keys, 0)).toBe(pncpKeys)
    expect([preview.oldestDay, preview.newestDay]).toEqual(['2026-11-01', '2026-11-03'])
    expect(preview.unifiedKept?.keys).toBe(83)
    expect(preview.samples).toHaveLength(20)
    expect(preview.bytes).toBeGreaterThan(300 * 100)
    expect(preview.token).not.toBeNull()
    expect(preview.blocked).toBeNull()
  })

  test('by family holds that family alone', async () => {
    const lab = await openLaboratory(redis)
    const preview = await lab.preview({ scope: 'families', namespace: 'pncp', families: ['embeddings'] })
    expect([preview.count, preview.families.map(({ family }) => family)]).toEqual([42, ['embeddings']])
  })

  test('shows its exact list page by page, sorted, whatever bytes a key has', async () => {
    const lab = await openLaboratory(redis)
    const preview = await lab.preview(whole('pncp'))
    const seen: (string | null)[] = []
    for (let offset = 0; offset < preview.count; offset += 100) {
      const { total, keys } = await lab.invalidation.keys(preview.previewId, offset, 100)
      expect(total).toBe(preview.count)
      seen.push(...keys.map(({ base64 }) => base64))
    }
    expect(new Set(seen).size).toBe(pncpKeys)
    for (const key of oddPncpKeys) expect(seen).toContain(key.toString('base64'))
  })

  test('R6: of an empty namespace has nothing to confirm', async () => {
    const lab = await openLaboratory(redis)
    await redis.cli('flushall')
    const preview = await lab.preview(whole('govbr'))
    expect([preview.count, preview.token, preview.blocked]).toEqual([0, null, null])
  })

  test('that is cancelled leaves no list behind', async () => {
    const lab = await openLaboratory(redis)
    const stop = new AbortController()
    stop.abort(new AppError('cancelled', 'stopped'))
    await expect(lab.invalidation.preview(whole('pncp'), stop.signal, () => undefined)).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(readdirSync(join(lab.folder, 'previews'))).toEqual([])
  })

  test('replaces the former one: its token and its list are gone', async () => {
    const lab = await openLaboratory(redis)
    const first = await lab.preview(whole('pncp'))
    await lab.preview(whole('govbr'))
    expect(lab.invalidation.describe(first.token ?? '')).toBeNull()
    await expect(lab.invalidation.keys(first.previewId, 0, 10)).rejects.toMatchObject({ code: 'not_found' })
    expect(readdirSync(join(lab.folder, 'previews'))).toHaveLength(1)
  })
})

describe('a confirmed run', () => {
  test('B8: removes exactly the previewed keys and leaves every other key, in every database, as it was', async () => {
    const client = clientOf(redis)
    const other = clientOf(redis, 3)
    await other.set('pncp:search_v2:elsewhere', 'x')
    const lab = await openLaboratory(redis)
    const before = await witness(client, 'pncp:')
    const result = InvalidationResult.parse(await lab.invalidate(whole('pncp')))
    expect(result).toMatchObject({ previewed: pncpKeys, deleted: pncpKeys, ended: 'done', failure: null })
    expect(await witness(client)).toEqual(before)
    expect(await other.dbsize()).toBe(1)
  })

  test('B8: by family leaves the namespace’s other keys alone', async () => {
    const client = clientOf(redis)
    const lab = await openLaboratory(redis)
    const result = await lab.invalidate({
      scope: 'families',
      namespace: 'pncp',
      families: ['search_v2', 'daily_fetch', 'embeddings'],
    })
    expect(result.deleted).toBe(pncpKeys - 1)
    expect(await client.keys('pncp:*')).toEqual(['pncp:unheard_of:t'])
  })

  test('of search_combined takes its :gz along', async () => {
    const client = clientOf(redis)
    const lab = await openLaboratory(redis)
    await lab.invalidate({ scope: 'families', namespace: 'unified', families: ['search_combined'] })
    expect(await client.keys('unified:search_combined*')).toEqual([])
    expect(await client.exists('unified:synonyms:merenda escolar')).toBe(1)
  })

  test('R2, R3: keeps keys that were rewritten, and does not touch keys that came later', async () => {
    const client = clientOf(redis)
    const lab = await openLaboratory(redis)
    const { token } = await lab.preview(whole('pncp'))
    await client.set('pncp:search_v2:0', 'rewritten')
    await client.set('pncp:search_v2:1', 'rewritten', 'EX', 86_500)
    await client.del('pncp:search_v2:2')
    await client.set('pncp:search_v2:new', 'appeared')
    const result = await lab.invalidation.run(
      { token: token ?? '', confirmation: 'pncp', noUndo: false },
      () => undefined,
    )
    expect(sumOf(result)).toBe(result.previewed)
    // Key 0 had no expiry before and after: what was saved, and then removed, is its newer value.
    expect(result).toMatchObject({ changed: 1, gone: 1, deleted: pncpKeys - 2 })
    expect((await client.keys('pncp:*')).sort()).toEqual(['pncp:search_v2:1', 'pncp:search_v2:new'])
  })

  test('a key rewritten between its saving and its removal stays', async () => {
    const client = clientOf(redis)
    const lab = await openLaboratory(redis, {
      session: (session) => ({
        ...session,
        writer: () => {
          const writer = session.writer()
          return {
            ...writer,
            async save(keys) {
              const outcomes = await writer.save(keys)
              await client.set('pncp:search_v2:0', 'written after it was saved')
              return outcomes
            },
          }
        },
      }),
    })
    const result = await lab.invalidate(whole('pncp'))
    expect(result).toMatchObject({ changed: 1, deleted: pncpKeys - 1 })
    expect(await client.get('pncp:search_v2:0')).toBe('written after it was saved')
  })

  test('tells its progress from the first moment and ends it in-band', async () => {
    const lab = await openLaboratory(redis)
    const { token } = await lab.preview(whole('pncp'))
    const told: InvalidationProgress[] = []
    await lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: true }, (progress) =>
      told.push(progress),
    )
    expect(told[0]).toMatchObject({ done: false, books: { previewed: pncpKeys, notAttempted: pncpKeys } })
    expect(told.at(-1)).toMatchObject({ done: true, books: { deleted: pncpKeys, notAttempted: 0 } })
    expect(told.filter(({ done }) => done)).toHaveLength(1)
  })

  test('stands in the journal before the first key and after each batch, with the same books', async () => {
    const lab = await openLaboratory(redis)
    const result = await lab.invalidate(whole('pncp'))
    const { entries, brokenAtLine } = await lab.journal.read(50)
    expect(brokenAtLine).toBeNull()
    expect(entries.map(({ what }) => what).reverse()).toEqual([
      'invalidation.begin',
      'invalidation.batch',
      'invalidation.end',
    ])
    expect(entries[0]?.details).toMatchObject({ deleted: result.deleted, bundle: result.bundle, ended: 'done' })
    expect(entries[2]?.details).toMatchObject({ namespace: 'pncp', families: 'all', previewed: pncpKeys })
  })

  test('uses no command that could reach beyond the list', async () => {
    const lab = await openLaboratory(redis)
    const commands = new Set(await commandsDuring(redis, () => lab.invalidate(whole('pncp'))))
    for (const forbidden of [
      'KEYS',
      'FLUSHDB',
      'FLUSHALL',
      'SWAPDB',
      'DEL',
      'MONITOR',
      'DEBUG',
      'SAVE',
      'SHUTDOWN',
      'CONFIG',
    ]) {
      expect(commands).not.toContain(forbidden)
    }
    expect([...commands].some((name) => name.startsWith('EVAL'))).toBe(true)
  })

  test('R5: that is stopped removes nothing after its batch in flight, and its books balance', async () => {
    const client = clientOf(redis)
    const pipeline = client.pipeline()
    for (let n = 0; n < 5_000; n++) pipeline.set(`govbr:search_v2:${n}`, 'x')
    await pipeline.exec()
    const lab = await openLaboratory(redis)
    const { token, count } = await lab.preview(whole('govbr'))
    const result = await lab.invalidation.run(
      { token: token ?? '', confirmation: 'govbr', noUndo: false },
      ({ operationId, done }) => {
        if (!done) setTimeout(() => lab.invalidation.stop(operationId), 5)
      },
    )
    const left = (await client.keys('govbr:*')).length
    expect(result.ended).toBe('stopped')
    expect(sumOf(result)).toBe(count)
    expect(result.notAttempted).toBeGreaterThan(0)
    expect(left).toBe(count - result.deleted)
    expect((result.bundle === null) === (result.deleted === 0)).toBe(true)
    // The batch that was saved ahead and never removed is no part of the bundle.
    expect((await lab.undoStore.list())[0]?.keys ?? 0).toBe(result.deleted)
  })

  test('ends by itself when another server process answers, with nothing written to it', async () => {
    const lab = await openLaboratory(redis, {
      session: (session) => {
        let asked = 0
        return {
          ...session,
          // Twice for the preview, once for the token, once for the first batch: the fourth answer is another's.
          verifyIdentity: async () => {
            asked += 1
            const identity = await session.verifyIdentity()
            return asked > 3 ? { ...identity, runId: 'f'.repeat(40) } : identity
          },
        }
      },
    })
    const result = await lab.invalidate(whole('pncp'))
    expect(result).toMatchObject({ ended: 'failed', deleted: 0, notAttempted: pncpKeys, bundle: null })
    expect(result.failure?.code).toBe('server_changed')
    expect((await clientOf(redis).keys('pncp:*')).length).toBe(pncpKeys)
  })

  test('whose reply is lost is settled by looking', async () => {
    const lab = await openLaboratory(redis, {
      session: (session) => ({
        ...session,
        writer: () => {
          const writer = session.writer()
          return {
            ...writer,
            async unlinkIfUnchanged(requests) {
              await writer.unlinkIfUnchanged(requests.slice(0, 100))
              throw new AppError('unknown_outcome', 'the reply was lost')
            },
          }
        },
      }),
    })
    const result = await lab.invalidate(whole('pncp'))
    expect(result).toMatchObject({ ended: 'failed', deleted: 100, failed: pncpKeys - 100, notAttempted: 0 })
    expect(result.failure?.code).toBe('unknown_outcome')
    expect(result.bundle).not.toBeNull()
    expect((await clientOf(redis).keys('pncp:*')).length).toBe(pncpKeys - 100)
    expect((await lab.undoStore.list())[0]?.keys).toBe(100)
  })

  test('whose keys all still stand leaves no bundle', async () => {
    const lab = await openLaboratory(redis, {
      session: (session) => ({
        ...session,
        writer: () => ({
          ...session.writer(),
          unlinkIfUnchanged: async () => {
            throw new AppError('unknown_outcome', 'the reply was lost')
          },
        }),
      }),
    })
    const result = await lab.invalidate(whole('pncp'))
    expect(result).toMatchObject({ ended: 'failed', deleted: 0, failed: pncpKeys, bundle: null })
    expect(await lab.undoStore.list()).toEqual([])
  })

  test('undo gives back only what it removed: a key changed and then removed by others stays gone', async () => {
    const client = clientOf(redis)
    const lab = await openLaboratory(redis, {
      session: (session) => ({
        ...session,
        writer: () => ({
          ...session.writer(),
          async unlinkIfUnchanged(requests) {
            await client.set('pncp:search_v2:7', 'written after it was saved', 'KEEPTTL')
            return session.writer().unlinkIfUnchanged(requests)
          },
        }),
      }),
    })
    const result = await lab.invalidate(whole('pncp'))
    expect(result).toMatchObject({ deleted: pncpKeys - 1, changed: 1 })
    await client.del('pncp:search_v2:7')
    expect(await lab.restore(result.bundle ?? '')).toMatchObject({ saved: pncpKeys - 1, restored: pncpKeys - 1 })
    expect(await client.exists('pncp:search_v2:7')).toBe(0)
  })

  test('that cannot be journaled removes nothing', async () => {
    const lab = await openLaboratory(redis, {
      deps: {
        journal: {
          append: async () => Promise.reject(new AppError('storage_failed', 'journal')),
        },
      },
    })
    await expect(lab.invalidate(whole('pncp'))).rejects.toMatchObject({ code: 'storage_failed' })
    expect((await clientOf(redis).keys('pncp:*')).length).toBe(pncpKeys)
    expect(await lab.undoStore.list()).toEqual([])
  })

  test('R15: whose disk fills removes only what was saved before', async () => {
    const client = clientOf(redis)
    const pipeline = client.pipeline()
    for (let n = 0; n < 5_000; n++) pipeline.set(`govbr:search_v2:${n}`, 'x')
    await pipeline.exec()
    const lab = await openLaboratory(redis)
    const { undoStore } = lab
    const full = await openLaboratory(redis, {
      deps: {
        undoStore: {
          ...undoStore,
          async create(head) {
            const writer = await undoStore.create(head)
            let batches = 0
            return {
              ...writer,
              append: async (keys) => {
                batches += 1
                if (batches > 1) throw new AppError('disk_full', 'no space left')
                await writer.append(keys)
              },
            }
          },
        },
      },
    })
    const result = await full.invalidate(whole('govbr'))
    expect(result).toMatchObject({ ended: 'failed', deleted: 4_000, notAttempted: 1_002 })
    expect(result.failure?.code).toBe('disk_full')
    expect((await client.keys('govbr:*')).length).toBe(1_002)
  })
})

describe('refused, with nothing removed', () => {
  test.each(['nope', 'PNCP', '*', ''])('the namespace %j, before any command goes to the server', async (namespace) => {
    const lab = await openLaboratory(redis)
    const commands = await commandsDuring(redis, async () => {
      await expect(lab.preview(whole(namespace))).rejects.toMatchObject({ code: 'unknown_namespace' })
    })
    expect(commands).toEqual([])
    const { entries } = await lab.journal.read(5)
    expect(entries.map(({ what, details }) => [what, details.subject, details.code])).toEqual([
      ['refused', namespace, 'unknown_namespace'],
    ])
  })

  test('a family of another scope', async () => {
    const lab = await openLaboratory(redis)
    await expect(lab.preview({ scope: 'families', namespace: 'pncp', families: ['synonyms'] })).rejects.toMatchObject({
      code: 'unknown_family',
    })
  })

  test.each(['', 'PNCP', 'pncp ', ' pncp', 'pncp\n', 'рncp', 'govbr'])(
    'the confirmation %j; the token stays good',
    async (confirmation) => {
      const lab = await openLaboratory(redis)
      const { token } = await lab.preview(whole('pncp'))
      const run = (typed: string) =>
        lab.invalidation.run({ token: token ?? '', confirmation: typed, noUndo: true }, () => undefined)
      await expect(run(confirmation)).rejects.toMatchObject({ code: 'not_confirmed' })
      expect((await run('pncp')).deleted).toBe(pncpKeys)
    },
  )

  test('R4: a token that was used, guessed, or is none', async () => {
    const lab = await openLaboratory(redis)
    const { token } = await lab.preview(whole('pncp'))
    const run = (given: string) =>
      lab.invalidation.run({ token: given, confirmation: 'pncp', noUndo: true }, () => undefined)
    await run(token ?? '')
    await seedKeyspace(redis.port)
    for (const given of [token ?? '', '0'.repeat(32), '', 'x'.repeat(64)]) {
      await expect(run(given)).rejects.toMatchObject({ code: 'token_invalid' })
    }
    expect((await clientOf(redis).keys('pncp:*')).length).toBe(pncpKeys)
  })

  test('R4: a token after ten minutes', async () => {
    const lab = await openLaboratory(redis)
    const { token } = await lab.preview(whole('pncp'))
    lab.clock.aheadMs = 600_001
    expect(lab.invalidation.describe(token ?? '')).toBeNull()
    await expect(
      lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: true }, () => undefined),
    ).rejects.toMatchObject({ code: 'token_invalid' })
  })

  test('R4: a token on another connection', async () => {
    const lab = await openLaboratory(redis)
    const { token } = await lab.preview(whole('pncp'))
    lab.active.current = { ...lab.active.current, connectionId: 'another' }
    await expect(
      lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: true }, () => undefined),
    ).rejects.toMatchObject({ code: 'token_invalid' })
  })

  test.each([{ runId: 'f'.repeat(40) }, { database: 3 }, { port: 1 }, { host: 'elsewhere' }])(
    'a token on a server with %j',
    async (other) => {
      let moved = false
      const lab = await openLaboratory(redis, {
        session: (session) => ({
          ...session,
          verifyIdentity: async () => ({ ...(await session.verifyIdentity()), ...(moved ? other : {}) }),
        }),
      })
      const { token } = await lab.preview(whole('pncp'))
      moved = true
      await expect(
        lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: true }, () => undefined),
      ).rejects.toMatchObject({ code: 'token_invalid' })
      expect((await clientOf(redis).keys('pncp:*')).length).toBe(pncpKeys)
    },
  )

  test('R4: a list that was altered on disk', async () => {
    const lab = await openLaboratory(redis)
    const { token } = await lab.preview(whole('pncp'))
    const [own] = readdirSync(join(lab.folder, 'previews'))
    const file = join(lab.folder, 'previews', own ?? '', 'keys')
    writeFileSync(
      file,
      readFileSync(file, 'latin1').replace('pncp:daily_fetch:2026-11-01', 'unified:synonyms:merenda es'),
      'latin1',
    )
    await expect(
      lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: true }, () => undefined),
    ).rejects.toMatchObject({ code: 'token_invalid' })
    expect(await clientOf(redis).dbsize()).toBe(Object.values(seeded).reduce((sum, keys) => sum + keys, 0))
  })

  test('a read-only connection: a preview without a token, and no run', async () => {
    const lab = await openLaboratory(redis, { target: { readOnly: true } })
    const preview = await lab.preview(whole('pncp'))
    expect([preview.count, preview.token, preview.blocked?.code]).toEqual([pncpKeys, null, 'read_only'])
    await expect(
      lab.invalidation.run({ token: 'a'.repeat(32), confirmation: 'pncp', noUndo: true }, () => undefined),
    ).rejects.toMatchObject({ code: 'read_only' })
  })

  test('a walk that did not reach every node', async () => {
    const lab = await openLaboratory(redis, {
      session: (session) => ({
        ...session,
        reader: () => ({
          ...session.reader(),
          coverage: async () => ({ complete: false, primaries: 3, primariesReached: 2, slotsCovered: 10_923 }),
        }),
      }),
    })
    const preview = await lab.preview(whole('pncp'))
    expect([preview.token, preview.blocked?.code, preview.coverage.complete]).toEqual([null, 'incomplete', false])
  })

  test('a second operation while one runs', async () => {
    const lab = await openLaboratory(redis)
    const { token } = await lab.preview(whole('pncp'))
    const leave = lab.gate.enter({ kind: 'undo', subject: 'govbr' })
    const run = () => lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: true }, () => undefined)
    await expect(run()).rejects.toMatchObject({ code: 'busy', params: { operation: 'undo of govbr' } })
    leave()
    expect((await run()).ended).toBe('done')
  })

  test('R18: while a fetch writes into the same namespace', async () => {
    const lab = await openLaboratory(redis, { deps: { isFetching: (namespace) => namespace === 'pncp' } })
    await expect(lab.invalidate(whole('pncp'))).rejects.toMatchObject({ code: 'busy' })
    expect((await lab.invalidate(whole('govbr'))).ended).toBe('done')
  })
})
