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
] as const)('%j is refused before it is sent', (patch, field) => {
  const form = { ...emptyForm, name: 'nova', ...patch }
  expect([...problemsOf(form)]).toEqual([field])
  expect(draftOf(form)).toBeNull()
})
