import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createRedisConnector } from '../../electron/redis/redis-connector.ts'
import type { ConnectionTarget } from '../../shared/contract/connection.ts'
import { notRun, tellFigure } from '../support/battery.ts'
import { type Certificate, type CertificateAuthority, createAuthority, hasOpenssl } from '../support/certificates.ts'
import { freePort } from '../support/free-port.ts'
import { startCluster } from '../support/redis-cluster.ts'
import { startSentinel } from '../support/redis-sentinel.ts'
import { startRedis, type TestRedis, targetOf } from '../support/redis-server.ts'
import { textLike } from '../support/some.ts'
import { openSession, testSystem } from '../support/test-session.ts'

const here = 'DNS:localhost,IP:127.0.0.1'

describe.skipIf(!hasOpenssl)('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pcc-tls-'))
  let authority: CertificateAuthority
  let good: Certificate

  beforeAll(() => {
    authority = createAuthority(folder)
    good = authority.issue('server', here)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const files = ({ certFile, keyFile }: Certificate) => [
    '--tls-cert-file',
    certFile,
    '--tls-key-file',
    keyFile,
    '--tls-ca-cert-file',
    authority.certFile,
  ]

  /** A server that speaks TLS beside its own port. @returns the port that does */
  async function start(certificate: Certificate, more: readonly string[] = []) {
    const port = await freePort()
    const args = ['--tls-port', String(port), ...files(certificate), '--tls-auth-clients', 'no', ...more]
    const redis = await startRedis({ args })
    onTestFinished(() => redis.stop())
    return port
  }

  const trusting = (change: Partial<ConnectionTarget['tls']> = {}) => ({
    tls: { enabled: true, verify: true, ca: authority.pem, ...change },
  })

  async function open(port: number, change: Partial<ConnectionTarget>) {
    const session = await openSession({ port }, change)
    onTestFinished(() => session.close())
    return session
  }

  test('S21: a server whose certificate the given authority vouches for is connected to', async () => {
    const session = await open(await start(good), trusting())
    expect(await session.reader().size()).toBe(0)
  })

  const longAgo = new Date(Date.now() - 10 * 86_400_000)
  const tomorrow = new Date(Date.now() + 86_400_000)

  test.each([
    ['self-signed', () => createAuthority(folder, 'stranger')],
    ['of another authority', () => createAuthority(folder, 'other').issue('foreign', here)],
    ['for another host', () => authority.issue('elsewhere', 'DNS:redis.example')],
    ['expired', () => authority.issue('expired', here, longAgo, 2)],
    ['not valid yet', () => authority.issue('early', here, tomorrow, 2)],
  ] as const)('S21: a certificate %s is refused, and used only where the profile says so', async (_what, make) => {
    const port = await start(make())
    await expect(open(port, trusting())).rejects.toMatchObject({ code: 'tls_untrusted' })
    const session = await open(port, trusting({ verify: false }))
    expect(await session.reader().size()).toBe(0)
  })

  test('S21: TLS 1.1 is refused, and so is a server that speaks in the clear', async () => {
    const old = await start(good, ['--tls-protocols', 'TLSv1.1', '--tls-ciphers', 'DEFAULT:@SECLEVEL=0'])
    await expect(open(old, trusting())).rejects.toMatchObject({ code: 'tls_failed' })
    const plain = await startRedis()
    onTestFinished(() => plain.stop())
    await expect(open(plain.port, trusting())).rejects.toMatchObject({ code: 'tls_failed' })
  }, 30_000)

  test('S21: a certificate is refused at every sentinel and at the primary they name', async (context) => {
    const args = [...files(good), '--tls-auth-clients', 'no', '--tls-replication', 'yes']
    const lab = await startSentinel({ args, tls: true })
    onTestFinished(() => lab.stop())
    const opening = async (target: ConnectionTarget) => {
      const secrets = { password: null, sentinelPassword: null }
      const session = await createRedisConnector(testSystem).open(target, secrets, new AbortController().signal)
      onTestFinished(() => session.close())
      return session
    }
    const session = await opening(lab.target(trusting()))
    expect(session.identity()).toMatchObject({ topology: 'sentinel', role: 'primary' })
    await expect(opening(lab.target(trusting({ ca: null })))).rejects.toMatchObject({ code: 'tls_untrusted' })
    await expect(opening(lab.target())).rejects.toMatchObject({ code: 'not_redis' })
    tellFigure(context, '3 sentinels, 3 servers')
  }, 60_000)

  test('S21: a cluster node whose certificate is refused is a node that does not answer', async () => {
    const bad = authority.issue('node', 'DNS:redis.example')
    const argsOf = (at: number) => [...files(at === 2 ? bad : good), '--tls-auth-clients', 'no', '--tls-cluster', 'yes']
    const cluster = await startCluster({ argsOf, tls: true })
    onTestFinished(() => cluster.stop())
    const session = await open((cluster.nodes[0] as TestRedis).port, trusting())
    expect(await session.reader().coverage()).toMatchObject({ complete: false, primaries: 3, primariesReached: 2 })
  }, 60_000)

  describe('S21: revocation lists', () => {
    /** A file with these lists in it. */
    function fileOf(label: string, ...lists: readonly string[]): string {
      const file = join(folder, `${label}.crl.pem`)
      writeFileSync(file, lists.join(''))
      return file
    }

    test('S21: a revoked certificate is refused by the list of its authority, and a good one is not', async () => {
      const revoked = authority.issue('revoked', here)
      const other = createAuthority(folder, 'unrelated').revocationList()
      const [port, goodPort] = [await start(revoked), await start(good)]
      const before = fileOf('before', authority.revocationList())
      authority.revoke(revoked)
      const after = fileOf('after', other, authority.revocationList())
      await expect(open(port, trusting({ crlFile: after }))).rejects.toMatchObject({ code: 'certificate_revoked' })
      for (const [at, change] of [
        [port, {}],
        [port, { crlFile: before }],
        [port, { crlFile: after, verify: false }],
        [goodPort, { crlFile: after }],
      ] as const) {
        const session = await open(at, trusting(change))
        expect(await session.reader().size()).toBe(0)
      }
    })

    test('S21: a revoked authority is refused by the list of the one that vouched for it', async () => {
      const between = authority.issueAuthority('between')
      const port = await start(between.issue('leaf', here))
      const own = between.revocationList()
      const crlFile = fileOf('chain', authority.revocationList(), own)
      const session = await open(port, trusting({ crlFile }))
      expect(await session.reader().size()).toBe(0)
      authority.revoke(between)
      // Read anew for each connection: the same profile, and the same file.
      fileOf('chain', authority.revocationList(), own)
      await expect(open(port, trusting({ crlFile }))).rejects.toMatchObject({ code: 'certificate_revoked' })
    })

    test('S21: a list that has expired, is of another authority, or no list at all is named and lets nobody in', async (context) => {
      const port = await start(good)
      const old = authority.revocationList(longAgo, 2)
      const cases = [
        [fileOf('old', old), 'revocation_list_expired', /expired/],
        [fileOf('early', authority.revocationList(tomorrow, 2)), 'revocation_list_unusable', /not yet valid/],
        [
          fileOf('foreign', createAuthority(folder, 'foreign-ca').revocationList()),
          'revocation_list_unusable',
          /unable/,
        ],
        [fileOf('broken', old.replaceAll(/^[^-]{4}/gm, 'AAAA')), 'revocation_list_unusable', /parse/],
        [fileOf('certificate', authority.pem), 'revocation_list_unusable', /no X509 CRL/],
        [fileOf('words', 'hello'), 'revocation_list_unusable', /not PEM/],
        [join(folder, 'nothing'), 'revocation_list_unusable', /ENOENT/],
      ] as const
      for (const [file, code, reason] of cases) {
        const params = { file, reason: textLike(reason) }
        await expect(open(port, trusting({ crlFile: file })), file).rejects.toMatchObject({ code, params })
      }
      tellFigure(context, `${cases.length} lists that cannot serve, each named with its file`)
    })
  })

  describe('a server that wants to know its clients', () => {
    const client = (certificate: Certificate) =>
      trusting({ client: { certFile: certificate.certFile, keyFile: certificate.keyFile } })

    test('lets in who shows a certificate of its authority', async () => {
      const port = await start(good, ['--tls-auth-clients', 'yes'])
      const session = await open(port, client(authority.issue('console', 'DNS:console')))
      expect(await session.reader().size()).toBe(0)
    })

    test('says that it wants one', async () => {
      const port = await start(good, ['--tls-auth-clients', 'yes'])
      await expect(open(port, trusting())).rejects.toMatchObject({ code: 'client_certificate_required' })
    })

    test('files that are missing, no PEM, or not of each other are told before anything is sent', async () => {
      const [one, two] = [authority.issue('one', 'DNS:one'), authority.issue('two', 'DNS:two')]
      const text = join(folder, 'text')
      writeFileSync(text, 'hello')
      const bad: Certificate[] = [
        { certFile: one.certFile, keyFile: join(folder, 'nothing') },
        { certFile: text, keyFile: one.keyFile },
        { certFile: one.certFile, keyFile: two.keyFile },
      ]
      for (const pair of bad) {
        await expect(openSession({ port: 1 }, client(pair))).rejects.toMatchObject({
          code: 'client_certificate_unusable',
        })
      }
    })
  })
})

if (!hasOpenssl) notRun('S21', 'openssl is not there to make certificates with')

test('a Unix socket is a way to a server, and one that is not there is said so', async () => {
  const redis = await startRedis({ args: ['--unixsocket', 'own.sock'] })
  onTestFinished(() => redis.stop())
  await redis.cli('set', 'pncp:search_v2:1', '1')
  const target = targetOf(redis, { host: join(redis.folder, 'own.sock') })
  const session = await openSession(redis, target)
  onTestFinished(() => session.close())
  expect(session.identity()).toMatchObject({ host: target.host, topology: 'standalone', role: 'primary' })
  expect(await session.reader().size()).toBe(1)
  const missing = openSession(redis, { host: join(redis.folder, 'none.sock') })
  await expect(missing).rejects.toMatchObject({ code: 'connect_refused' })
})
