import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGovbr } from '../../../electron/providers/govbr.ts'
import { quickLimits, walkProvider } from '../../support/walk-provider.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

let server: Server
let requests = 0

describe.skipIf(!hasOpenssl)('a provider whose certificate nobody vouches for', () => {
  beforeEach(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pcc-tls-'))
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
    const fresh = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1']
    execFileSync('openssl', [...fresh, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
    server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
      requests++
      response.end('[]')
    })
    rmSync(folder, { recursive: true })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    server.close()
    server.closeAllConnections()
  })

  test.each([undefined, '0'])('is never sent the key, with NODE_TLS_REJECT_UNAUTHORIZED=%s', async (setting) => {
    if (setting !== undefined) process.env.NODE_TLS_REJECT_UNAUTHORIZED = setting
    requests = 0
    const { port } = server.address() as AddressInfo // it listens
    const { error, signals } = await walkProvider(createGovbr(quickLimits), `https://localhost:${port}`)
    expect(error?.code).toBe('tls_untrusted')
    expect(requests).toBe(0)
    expect(signals.filter((told) => told.kind === 'attempt_failed')).toHaveLength(1)
  })
})
