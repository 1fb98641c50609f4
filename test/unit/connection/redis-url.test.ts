import { describe, expect, test } from 'vitest'
import { parseRedisUrl } from '../../../shared/connection/redis-url.ts'

const plain = {
  port: 6379,
  database: 0,
  username: null,
  password: null,
  tls: { enabled: false, verify: true, ca: null },
}

test.each([
  ['redis://localhost', { host: 'localhost' }],
  ['redis://localhost/', { host: 'localhost' }],
  ['  redis://localhost:6380/3\n', { host: 'localhost', port: 6380, database: 3 }],
  ['REDIS://Redis.Example.COM:1', { host: 'redis.example.com', port: 1 }],
  ['redis://localhost:/15', { host: 'localhost', database: 15 }],
  [
    'rediss://cache.example:6390/0',
    { host: 'cache.example', port: 6390, tls: { enabled: true, verify: true, ca: null } },
  ],
  ['redis://127.0.0.1:65535', { host: '127.0.0.1', port: 65535 }],
  ['redis://[::1]:6379/2', { host: '::1', database: 2 }],
  ['redis://[2001:DB8::7]', { host: '2001:db8::7' }],
  ['redis://[::ffff:192.0.2.1]', { host: '::ffff:192.0.2.1' }],
  ['redis://[fe80::1%eth0]', { host: 'fe80::1%eth0' }],
  ['redis://:s3cret@h', { host: 'h', password: 's3cret' }],
  ['redis://console@h', { host: 'h', username: 'console' }],
  ['redis://console:@h', { host: 'h', username: 'console' }],
  ['redis://us%65r:p%40ss%2Fw%C3%B6rd%25@h:7000', { host: 'h', port: 7000, username: 'user', password: 'p@ss/wörd%' }],
  ['redis://user:a:b:c@h', { host: 'h', username: 'user', password: 'a:b:c' }],
  ['redis://user:p@ss@h', { host: 'h', username: 'user', password: 'p@ss' }],
  ['redis://my_redis', { host: 'my_redis' }],
  ['unix:///run/redis/redis.sock', { host: '/run/redis/redis.sock' }],
  ['unix://ops:p%40ss@/tmp/a%20b.sock?db=3', { host: '/tmp/a b.sock', username: 'ops', password: 'p@ss', database: 3 }],
  [
    'redis-sentinel://s1.example#mymaster',
    { host: 's1.example', port: 26379, sentinel: { name: 'mymaster', others: [], username: null } },
  ],
  [
    'rediss-sentinel://ops:s@s1,s2:5000,[::1]/2#cache-1',
    {
      host: 's1',
      port: 26379,
      database: 2,
      username: 'ops',
      password: 's',
      tls: { enabled: true, verify: true, ca: null },
      sentinel: {
        name: 'cache-1',
        others: [
          { host: 's2', port: 5000 },
          { host: '::1', port: 26379 },
        ],
        username: null,
      },
    },
  ],
])('%s is read', (text, expected) => {
  expect(parseRedisUrl(text)).toEqual({ ok: true, value: { ...plain, ...expected } })
})

test.each([
  ['', 'empty'],
  ['  \n', 'empty'],
  ['localhost:6379', 'bad_scheme'],
  ['http://localhost', 'bad_scheme'],
  ['redis:localhost', 'bad_scheme'],
  ['unix://run/redis.sock', 'bad_path'],
  ['unix:///', 'bad_path'],
  ['unix:///run/redis.sock?timeout=3', 'has_query'],
  ['redis-sentinel://h', 'bad_sentinel'],
  ['redis-sentinel://h#my master', 'bad_characters'],
  ['redis-sentinel://h#a*b', 'bad_sentinel'],
  ['redis-sentinel://h,#mymaster', 'bad_host'],
  ['redis://h,i', 'bad_host'],
  ['redis+sentinel://h', 'bad_scheme'],
  ['redis://', 'bad_host'],
  ['redis://:6379', 'bad_host'],
  ['redis:///0', 'bad_host'],
  ['redis://a..b', 'bad_host'],
  ['redis://-a', 'bad_host'],
  ['redis://a*b', 'bad_host'],
  ['redis://::1', 'bad_host'],
  ['redis://[::1', 'bad_host'],
  ['redis://[1:2:3]', 'bad_host'],
  ['redis://[::1]x', 'bad_host'],
  ['redis://[1::2::3]', 'bad_host'],
  ['redis://h%00x', 'bad_host'],
  ['redis://h:0', 'bad_port'],
  ['redis://h:65536', 'bad_port'],
  ['redis://h:-1', 'bad_port'],
  ['redis://h:6379a', 'bad_port'],
  ['redis://h:99999999999', 'bad_port'],
  ['redis://h/x', 'bad_database'],
  ['redis://h/-1', 'bad_database'],
  ['redis://h/1.5', 'bad_database'],
  ['redis://h/0/1', 'bad_database'],
  ['redis://h/1e3', 'bad_database'],
  ['redis://h/99999999', 'bad_database'],
  ['redis://h?db=3', 'has_query'],
  ['redis://h/0#x', 'has_query'],
  ['redis://h/0?x=a@b', 'bad_escape'],
  ['redis://user:pa/ss@h', 'bad_escape'],
  ['redis://user:63/79@h', 'bad_escape'],
  ['redis://user:%zz@h', 'bad_escape'],
  ['redis://user:%ff@h', 'bad_escape'],
  ['redis://ho\tst', 'bad_characters'],
  ['redis://h\n:6379', 'bad_characters'],
  ['redis://рncp', 'bad_characters'],
  ['redis://h\0', 'bad_characters'],
  [`redis://${'a'.repeat(10_000)}`, 'too_long'],
])('%s is refused: %s', (text, reason) => {
  expect(parseRedisUrl(text)).toEqual({ ok: false, reason })
})

describe('a secret in a text that is refused', () => {
  test.each([
    'redis://user:hunter2@h:x',
    'redis://user:hunter2@',
    'http://user:hunter2@h',
    'redis://user:hunter2/@h',
    'hunter2',
  ])('does not come back from %s', (text) => {
    const parsed = parseRedisUrl(text)
    expect(parsed.ok).toBe(false)
    expect(JSON.stringify(parsed)).not.toContain('hunter2')
  })
})
