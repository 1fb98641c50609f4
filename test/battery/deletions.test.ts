import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { KeysPreview } from '../../shared/contract/invalidation.ts'
import { confirmationOf } from '../../shared/keys/confirmation-of.ts'
import { clientOf, commandsDuring, openLaboratory, witness } from '../integration/invalidation/laboratory.ts'
import { tellFigure } from '../support/battery.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { binaryKey, seedKeyspace } from '../support/seed-keyspace.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.cli('flushall')
})

const bytes = (name: string) => new TextEncoder().encode(name)

describe('single keys', () => {
  test('B11: a key of bytes that are no text is removed and comes back with identical bytes', async (context) => {
    const client = clientOf(redis)
    await client.set(binaryKey, Buffer.from([0, 255, 10, 13]), 'PX', 500_000)
    const random = Array.from({ length: 1_000 }, () => Buffer.concat([Buffer.from([0xff]), randomBytes(12)]))
    const pipeline = client.pipeline()
    for (const key of random) pipeline.set(key, randomBytes(20))
    await pipeline.exec()
    const lab = await openLaboratory(redis)
    const before = await witness(client)
    let removed = 0
    for (let from = 0; from < 1_001; from += 200) {
      const { deleted, bundle } = await lab.remove([binaryKey, ...random].slice(from, from + 200))
      removed += deleted
      expect(await lab.restore(bundle ?? '')).toMatchObject({ restored: deleted, damaged: 0 })
    }
    expect(removed).toBe(1_001)
    expect(await witness(client)).toEqual(before)
    tellFigure(context, `${removed} binary keys removed by their bytes and put back`)
  })

  test('every other key stays as it was, and the journal names what went', async () => {
    await seedKeyspace(redis.port)
    const client = clientOf(redis)
    const lab = await openLaboratory(redis)
    const before = await witness(client)
    const commands = await commandsDuring(redis, async () => {
      expect(await lab.remove([bytes('pncp:unheard_of:t')])).toMatchObject({ deleted: 1, previewed: 1, ended: 'done' })
    })
    expect(commands.filter((name) => /^(KEYS|FLUSH|SCAN|DEL)/.test(name))).toEqual([])
    const { 'pncp:unheard_of:t': _gone, ...others } = before
    expect(await witness(client)).toEqual(others)
    const { entries } = await lab.journal.read(3)
    expect(entries.map(({ what }) => what)).toEqual(['invalidation.end', 'invalidation.batch', 'invalidation.begin'])
    expect(entries[2]?.details).toMatchObject({ namespace: 'pncp', key: 'pncp:unheard_of:t', previewed: 1 })
  })

  test('every type comes back as it was, with its expiry', async () => {
    const client = clientOf(redis)
    await client.set('string', 'v')
    await client.rpush('list', 'a', 'b')
    await client.sadd('set', 'a') // the order of several is not kept by a dump
    await client.hset('hash', { f: '1' })
    await client.zadd('zset', 1, 'm')
    await client.xadd('stream', '1-1', 'f', 'v')
    for (const key of ['list', 'hash', 'stream']) await client.pexpire(key, 700_000)
    const lab = await openLaboratory(redis)
    const before = await witness(client)
    const { bundle, deleted } = await lab.remove(['string', 'list', 'set', 'hash', 'zset', 'stream', 'none'].map(bytes))
    expect(deleted).toBe(6)
    expect(await client.dbsize()).toBe(0)
    expect(await lab.undo.preview(bundle ?? '', new AbortController().signal, () => undefined)).toMatchObject({
      restorable: 6,
      bundle: { target: { scope: 'keys', namespace: null, label: 'string', keys: 6 } },
    })
    await lab.restore(bundle ?? '')
    expect(await witness(client)).toEqual(before)
  })

  test('B27: one that changed its expiry, or went, after it was looked up is left alone and told', async () => {
    const client = clientOf(redis)
    await client.set('changed', '1', 'EX', 500)
    await client.set('gone', '1')
    const lab = await openLaboratory(redis)
    const preview = KeysPreview.parse(await lab.invalidation.previewKeys(['changed', 'gone'].map(bytes)))
    await client.set('changed', '2', 'EX', 900)
    await client.del('gone')
    const { token, target } = preview
    const request = { token: token ?? '', confirmation: confirmationOf(target), noUndo: false }
    expect(await lab.invalidation.run(request, () => undefined)).toMatchObject({
      deleted: 0,
      changed: 1,
      gone: 1,
      bundle: null,
    })
    expect(await client.get('changed')).toBe('2')
  })

  test('without the name, by a used token, or read-only, nothing is written', async () => {
    const client = clientOf(redis)
    await client.set('k', '1')
    const lab = await openLaboratory(redis)
    const { token, target } = await lab.invalidation.previewKeys([bytes('k')])
    const run = (confirmation: string) =>
      lab.invalidation.run({ token: token ?? '', confirmation, noUndo: false }, () => undefined)
    await expect(run('K')).rejects.toMatchObject({ code: 'not_confirmed' })
    expect(await run(target.label)).toMatchObject({ deleted: 1 })
    await client.set('k', '1')
    await expect(run(target.label)).rejects.toMatchObject({ code: 'token_invalid' })
    const reader = await openLaboratory(redis, { target: { readOnly: true } })
    expect(await reader.invalidation.previewKeys([bytes('k')])).toMatchObject({
      token: null,
      blocked: { code: 'read_only' },
    })
    expect(await client.get('k')).toBe('1')
  })

  test('several are confirmed by the namespace they share, or else by their number', async () => {
    const client = clientOf(redis)
    const names = Array.from({ length: 1_000 }, (_, at) => `pncp:search_v2:${at}`)
    await client.mset(Object.fromEntries([...names, 'govbr:a'].map((name) => [name, '1'])))
    const lab = await openLaboratory(redis)
    const run = async (keys: readonly string[], confirmation: string) => {
      const { token } = KeysPreview.parse(await lab.invalidation.previewKeys(keys.map(bytes)))
      return lab.invalidation.run({ token: token ?? '', confirmation, noUndo: false }, () => undefined)
    }
    const mixed = ['govbr:a', 'pncp:search_v2:0', 'pncp:none']
    for (const wrong of ['3', 'pncp', 'govbr:a'])
      await expect(run(mixed, wrong)).rejects.toMatchObject({ code: 'not_confirmed' })
    const { bundle } = await run(mixed, '2')
    expect(await lab.restore(bundle ?? '')).toMatchObject({ restored: 2 })
    await expect(run(names, '1000')).rejects.toMatchObject({ code: 'not_confirmed' })
    expect(await run(names, 'pncp')).toMatchObject({ deleted: 1_000 })
    expect(await client.dbsize()).toBe(1)
  })

  test('what is not there is counted, and leaves nothing to confirm', async () => {
    const lab = await openLaboratory(redis)
    expect(await lab.invalidation.previewKeys([bytes('none')])).toMatchObject({ count: 0, missing: 1, token: null })
  })
})
