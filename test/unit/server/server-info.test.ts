import { describe, expect, test } from 'vitest'
import { parseServerFacts } from '../../../electron/redis/server-facts.ts'
import { answerOfInfo, infoNumber, isAtLeast, parseInfo } from '../../../electron/redis/server-info.ts'

const valkey =
  '# Server\r\nredis_version:7.2.4\r\nserver_name:valkey\r\nvalkey_version:8.1.0\r\nrun_id:abc\r\nrole:slave\r\n'

describe('who answered', () => {
  test('is Valkey with its own version, though it keeps the old field', () => {
    expect(answerOfInfo(parseInfo(valkey))).toMatchObject({
      product: 'valkey',
      version: '8.1.0',
      runId: 'abc',
      role: 'replica',
    })
  })

  test('is nobody where INFO is not one of a Redis', () => {
    expect(answerOfInfo(parseInfo('hello:world'))).toBeNull()
  })

  test('is still loading', () => {
    const info = parseInfo('redis_version:7.0.15\nrun_id:a\nloading:1\nloading_loaded_perc:41.83')
    expect(answerOfInfo(info)?.loadingPercent).toBe(41.83)
  })

  test.each([
    ['7.0.15', true],
    ['8.1', true],
    ['6.2.14', false],
    ['', false],
  ])('version %s is at least 7.0: %s', (version, expected) => {
    expect(isAtLeast(version, 7, 0)).toBe(expected)
  })
})

describe('INFO', () => {
  test('keeps values that hold colons, and numbers only where they are numbers', () => {
    const info = parseInfo('executable:/usr/bin:x\nused_memory:12\nmem:1.5\nbig:99999999999999999999')
    expect(info.get('executable')).toBe('/usr/bin:x')
    expect(['used_memory', 'mem', 'big', 'missing'].map((name) => infoNumber(info, name))).toEqual([
      12,
      null,
      null,
      null,
    ])
  })
})

describe('facts', () => {
  const known = { product: 'redis', version: '7.0.15' }
  const node = (fields: string) => `redis_version:7.0.15\r\n${fields.trim().replaceAll(' ', '\r\n')}`

  test('of several primaries are added up, states are the worst, one unlimited node is no limit', () => {
    const facts = parseServerFacts(
      [
        node(
          'used_memory:10 maxmemory:100 keyspace_hits:3 keyspace_misses:1 aof_enabled:1 rdb_last_bgsave_status:ok db0:keys=5,expires=1 db3:keys=2,expires=0',
        ),
        node('used_memory:20 maxmemory:0 keyspace_hits:1 keyspace_misses:3 aof_enabled:0 rdb_last_bgsave_status:err'),
      ],
      known,
      1,
    )
    expect(facts).toMatchObject({ usedMemoryBytes: 30, maxMemoryBytes: 0, hits: 4, misses: 4, hitRatio: 0.5, keys: 7 })
    expect(facts.persistence).toMatchObject({ aofEnabled: false, rdbLastStatus: 'err' })
  })

  test('that a server does not tell are unknown, never zero', () => {
    const facts = parseServerFacts([node('used_memory:10'), node('maxmemory:5')], known, 1)
    expect(facts).toMatchObject({ usedMemoryBytes: null, maxMemoryBytes: null, hitRatio: null, replicas: null })
    expect(parseServerFacts([], known, 1)).toMatchObject({ keys: null, persistence: null, version: '7.0.15' })
    expect(parseServerFacts([''], known, 1).persistence).toBeNull()
    expect(parseServerFacts([''], known, 1).keys).toBeNull()
  })

  test('one primary that never saved means the whole has no snapshot; what cannot be told is unknown', () => {
    const saved = node('rdb_last_save_time:1400 rdb_saves:2')
    const never = node('rdb_last_save_time:1000 rdb_saves:0')
    const unsaid = node('rdb_last_save_time:1200')
    const persistence = (...nodes: string[]) => parseServerFacts(nodes, known, 1).persistence
    expect(persistence(saved)).toMatchObject({ rdbSaved: true, rdbLastSaveAt: 1_400_000 })
    expect(persistence(saved, never)).toMatchObject({ rdbSaved: false, rdbLastSaveAt: null })
    expect(persistence(saved, unsaid)).toMatchObject({ rdbSaved: null, rdbLastSaveAt: 1_200_000 })
  })

  test('have no hit ratio while nothing was looked up', () => {
    expect(parseServerFacts([node('keyspace_hits:0 keyspace_misses:0')], known, 1)).toMatchObject({
      hits: 0,
      hitRatio: null,
    })
  })
})
