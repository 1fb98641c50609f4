import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wreckCache } from '../../support/cache-wreck.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

let redis: TestRedis
let pcc: Pcc
beforeAll(async () => {
  ;[redis, pcc] = await Promise.all([startRedis(), preparePcc()])
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose()]))

const utc = { TZ: 'UTC' }

describe('pcc schedule print', () => {
  test('writes the two lines of this machine: its own zone, Node and console', async () => {
    const { code, document } = await pcc.json(['--url', redis.url, 'schedule', 'print'], utc)
    expect(code).toBe(0)
    const lines = document.lines as string[] // the published shape
    const commands = lines.filter((line) => /^\d/.test(line))
    expect(lines).toContain(`PCC_DATA_DIR=${pcc.dataFolder}`)
    expect(commands[0]).toMatch(/^0 9 \* \* \* \/.*node \/.*cli\.js --url \S+ fetch --all$/)
    expect(commands[1]).toMatch(/^0 5 \* \* 0 \/.*node \/.*cli\.js --url \S+ clean --apply$/)
  })

  test('a line runs as cron runs it: by sh, with hardly any environment', async () => {
    await wreckCache(redis.port)
    const { document } = await pcc.json(['--url', redis.url, 'schedule', 'print'], utc)
    const line = (document.lines as string[]).find((text) => text.includes(' clean --apply')) ?? ''
    const command = line.split(' ').slice(5).join(' ').replaceAll('\\%', '%')
    const env = { HOME: '/', SHELL: '/bin/sh', PATH: '/usr/bin:/bin', LOGNAME: 'x', PCC_DATA_DIR: pcc.dataFolder }
    const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], { env, cwd: '/' })
    expect(stdout).toContain('no TTL')
    expect(await redis.cli('ttl', 'pncp:search_v2:00000001')).not.toBe('-1')
  })

  test('as units for systemd, which keep the zone of the cache', async () => {
    const { document } = await pcc.json(['--connection', 'my cache', 'schedule', 'print', '--format', 'systemd'])
    const units = document.units as { name: string; text: string }[] // the published shape
    expect(units.map(({ name }) => name)).toHaveLength(4)
    expect(units[0]?.text).toContain('--connection "my cache" fetch --all')
    expect(units[1]?.text).toContain('OnCalendar=*-*-* 06:00:00 America/Sao_Paulo')
  })

  test('asks for the Redis, and takes no password into a crontab', async () => {
    expect((await pcc.run(['schedule', 'print'])).code).toBe(2)
    const { code, stderr, stdout } = await pcc.run(['--url', 'redis://:s3cret@127.0.0.1:6379/0', 'schedule', 'print'])
    expect(code).toBe(2)
    expect(stderr).toContain('PCC_REDIS_PASSWORD')
    expect(stdout + stderr).not.toContain('s3cret')
  })
})

test('pcc schedule next tells what runs when, and whether the console does it', async () => {
  const { code, document } = await pcc.json(['schedule', 'next', '--count', '3'])
  expect(code).toBe(0)
  const next = document.next as { job: string; at: string; by_console: boolean }[] // the published shape
  expect(next).toHaveLength(3)
  expect(next.every(({ by_console }) => !by_console)).toBe(true)
  expect(next[0]?.at).toMatch(/T0[59]:00:00\.000Z$/)
  expect(next.map(({ at }) => at)).toEqual(next.map(({ at }) => at).toSorted())
})
