import { describe, expect, test } from 'vitest'
import { connectFailure, readFailure, writeFailure } from '../../../electron/redis/translate-redis-error.ts'

const place = { host: 'cache.exemplo', port: 6379, user: 'ana', database: 0 }

const reply = (message: string) => Object.assign(new Error(message), { name: 'ReplyError' })
const system = (code: string) => Object.assign(new Error(`connect ${code}`), { code })

describe('a connection that does not come about', () => {
  test.each([
    [system('ECONNREFUSED'), 'connect_refused'],
    [system('ENOTFOUND'), 'host_not_found'],
    [system('EAI_AGAIN'), 'host_not_found'],
    [system('ETIMEDOUT'), 'connect_timeout'],
    [system('EHOSTUNREACH'), 'connect_timeout'],
    [system('DEPTH_ZERO_SELF_SIGNED_CERT'), 'tls_untrusted'],
    [system('CERT_HAS_EXPIRED'), 'tls_untrusted'],
    [system('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'tls_untrusted'],
    [system('ERR_TLS_CERT_ALTNAME_INVALID'), 'tls_untrusted'],
    [system('EPROTO'), 'tls_failed'],
    [new Error('Unknown RESP type 72 "H". Please report this.'), 'not_redis'],
    [new Error('Connection is closed.'), 'not_redis'],
    [reply('WRONGPASS invalid username-password pair or user is disabled.'), 'auth_failed'],
    [reply('NOAUTH Authentication required.'), 'auth_required'],
    [reply('ERR DB index is out of range'), 'database_missing'],
    [reply('DENIED Redis is running in protected mode because …'), 'connect_refused'],
    [reply('ERR max number of clients reached'), 'too_many_clients'],
  ])('%s', (error, code) => {
    expect(connectFailure(error, place)).toMatchObject({
      code,
      params: { host: 'cache.exemplo', port: 6379, user: 'ana' },
    })
  })
})

describe('an answer of the server', () => {
  test.each([
    ['LOADING Redis is loading the dataset in memory', 'server_loading'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'server_out_of_memory'],
    ['MISCONF Redis is configured to save RDB snapshots', 'server_cannot_persist'],
    ["READONLY You can't write against a read only replica.", 'read_only_replica'],
    ['CLUSTERDOWN Hash slot not served', 'incomplete'],
    ['ERR something new', 'server_error'],
  ])('%s', (message, code) => {
    expect(readFailure(reply(message), 'GET', place).code).toBe(code)
    expect(writeFailure(reply(message), 'SET', place).code).toBe(code)
  })

  test('names the command that was denied, in whatever form the server says it', () => {
    const denied = (message: string) => readFailure(reply(message), 'EVALSHA', place)
    expect(denied("NOPERM User ana has no permissions to run the 'memory|usage' command")).toMatchObject({
      code: 'no_permission',
      params: { command: 'MEMORY USAGE' },
    })
    expect(denied('NOPERM No permissions to access a key').params.command).toBe('EVALSHA')
  })
})

describe('no answer', () => {
  const silence = [
    new Error('Connection is closed.'),
    new Error('Command aborted due to connection close'),
    system('ECONNRESET'),
  ]

  test('to a question is a lost connection, to be asked again', () => {
    for (const error of silence)
      expect(readFailure(error, 'GET', place)).toMatchObject({ code: 'connection_lost', retryable: true })
  })

  test('to a write is unknown, and never to be repeated blindly', () => {
    for (const error of silence)
      expect(writeFailure(error, 'SET', place)).toMatchObject({ code: 'unknown_outcome', retryable: false })
  })
})
