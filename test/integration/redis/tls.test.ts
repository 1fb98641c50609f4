import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../support/free-port.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { openSession } from '../../support/test-session.ts'

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!hasOpenssl)('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pcc-tls-'))
  let redis: TestRedis
  let port: number
  let ca: string

  beforeAll(async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ]
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
    execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
    ca = readFileSync(certificate, 'utf8')
    port = await freePort()
    const args = ['--tls-port', String(port), '--tls-cert-file', certificate, '--tls-key-file', key]
    redis = await startRedis({ args: [...args, '--tls-ca-cert-file', certificate, '--tls-auth-clients', 'no'] })
  })
  afterAll(async () => {
    await redis.stop()
    rmSync(folder, { recursive: true })
  })

  const open = (host: string, tls: { verify: boolean; ca: string | null }) =>
    openSession({ port }, { host, tls: { enabled: true, ...tls } })

  test('with a certificate of the given authority connects', async () => {
    const session = await open('localhost', { verify: true, ca })
    expect(await session.reader().size()).toBe(0)
    await session.close()
  })

  test('refuses a certificate nobody vouches for, and one for another name', async () => {
    await expect(open('localhost', { verify: true, ca: null })).rejects.toMatchObject({ code: 'tls_untrusted' })
    await expect(open('127.0.0.1', { verify: true, ca })).rejects.toMatchObject({ code: 'tls_untrusted' })
  })

  test('is not verified only where the profile says so', async () => {
    const session = await open('127.0.0.1', { verify: false, ca: null })
    expect(session.identity().port).toBe(port)
    await session.close()
  })
})
