import { describe, expect, test } from 'vitest'
import { draftOf, emptyForm, formOf, problemsOf, withUrl } from '../../../renderer/features/settings/profile-form.ts'
import { parseRedisUrl } from '../../../shared/connection/redis-url.ts'
import { sampleConnection } from '../../support/page-samples.ts'

test('a new connection is read-only and verifies certificates', () => {
  const draft = draftOf({ ...emptyForm, name: 'nova' })
  expect(draft).toMatchObject({ id: null, readOnly: true, tls: { enabled: false, verify: true } })
})

test('a stored password is kept, not sent', () => {
  const profile = { ...sampleConnection.target, id: 'p1', name: 'hml', password: 'stored' as const }
  expect(draftOf(formOf(profile))).toMatchObject({ id: 'p1', password: { kind: 'keep' } })
})

describe('a pasted URL', () => {
  const url = parseRedisUrl('rediss://ops:s%40fe@redis.example:6380/2')
  if (!url.ok) throw new RangeError(url.reason)

  test('fills the fields', () => {
    expect(withUrl(emptyForm, url.value, true)).toMatchObject({
      name: 'redis.example',
      host: 'redis.example',
      port: '6380',
      database: '2',
      username: 'ops',
      password: 's@fe',
      passwordKind: 'store',
      tls: true,
      readOnly: true,
    })
  })

  test('a machine without a key store asks for the password instead of storing it', () => {
    expect(withUrl(emptyForm, url.value, false).passwordKind).toBe('ask')
  })
})

describe('a connection that is not made by host and port', () => {
  const sentinel = { name: 'cache-1', others: [{ host: '::1', port: 26_380 }], username: 'watch' }

  test('through sentinels keeps them as one line, and their stored password', () => {
    const profile = {
      ...sampleConnection.target,
      host: 's1',
      port: 26_379,
      id: 'p1',
      name: 'prod',
      password: 'none' as const,
      sentinelPassword: 'stored' as const,
      sentinel,
    }
    const form = formOf(profile)
    expect(form).toMatchObject({ reach: 'sentinel', sentinels: 's1:26379, [::1]:26380', sentinelPasswordKind: 'keep' })
    expect(draftOf(form)).toMatchObject({ host: 's1', port: 26_379, sentinel, sentinelPassword: { kind: 'keep' } })
    expect(draftOf({ ...form, reach: 'direct' })).not.toHaveProperty('sentinel')
  })

  test('through a Unix socket has no TLS, whatever was chosen before', () => {
    const form = { ...emptyForm, name: 'local', reach: 'socket' as const, socket: '/run/redis/redis.sock', tls: true }
    expect(draftOf(form)).toMatchObject({ host: '/run/redis/redis.sock', tls: { enabled: false } })
  })

  test('is filled from a URL', () => {
    const url = parseRedisUrl('rediss-sentinel://s1,s2:5000/1#cache-1')
    if (!url.ok) throw new RangeError(url.reason)
    const form = withUrl(emptyForm, url.value, true)
    expect(form).toMatchObject({ name: 'cache-1', reach: 'sentinel', sentinels: 's1:26379, s2:5000', tls: true })
    const draft = draftOf({ ...form, certFile: '/c.pem', keyFile: '/k.pem', crlFile: ' /l.pem ' })
    expect(draft?.tls).toMatchObject({ client: { certFile: '/c.pem', keyFile: '/k.pem' }, crlFile: '/l.pem' })
    expect(draftOf(form)?.tls).not.toHaveProperty('crlFile')
  })
})

test.each([
  [{ name: '  ' }, 'name'],
  [{ name: 'n'.repeat(65) }, 'name'],
  [{ host: '' }, 'host'],
  [{ host: 'a b' }, 'host'],
  [{ port: '0' }, 'port'],
  [{ port: '65536' }, 'port'],
  [{ port: '6379x' }, 'port'],
  [{ database: '-1' }, 'database'],
  [{ database: '1.5' }, 'database'],
  [{ reach: 'socket', socket: 'run/redis.sock' }, 'socket'],
  [{ reach: 'sentinel', sentinels: 's1', sentinelName: 'a*b' }, 'sentinelName'],
  [{ reach: 'sentinel', sentinels: 's1,,s2', sentinelName: 'm' }, 'sentinels'],
  [{ tls: true, certFile: '/c.pem' }, 'client'],
] as const)('%j is refused before it is sent', (patch, field) => {
  const form = { ...emptyForm, name: 'nova', ...patch }
  expect([...problemsOf(form)]).toEqual([field])
  expect(draftOf(form)).toBeNull()
})
