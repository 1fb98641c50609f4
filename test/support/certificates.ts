import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

export interface Certificate {
  readonly certFile: string
  readonly keyFile: string
}

/** A throw-away certificate authority in a folder of the test. */
export interface CertificateAuthority extends Certificate {
  /** Its own certificate, PEM. */
  readonly pem: string
  /** @param names - e.g. `DNS:localhost,IP:127.0.0.1` @param days - how long it is good from `from` on */
  issue(label: string, names: string, from?: Date, days?: number): Certificate
  /** An authority that this one vouches for; what it issues carries its own certificate along. */
  issueAuthority(name: string): CertificateAuthority
  revoke(certificate: Certificate): void
  /** What was revoked until now, PEM. @param days - how long the list is good from `from` on */
  revocationList(from?: Date, days?: number): string
}

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] })
const freshKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
const anHourAgo = () => new Date(Date.now() - 3_600_000)

export function createAuthority(folder: string, name = 'ca'): CertificateAuthority {
  const own = { certFile: join(folder, `${name}.pem`), keyFile: join(folder, `${name}.key`) }
  const files = ['-keyout', own.keyFile, '-out', own.certFile]
  openssl('req', '-x509', ...freshKey, '-days', '3650', '-subj', `/CN=${name}`, ...files)
  return authorityOf(folder, name, own, '')
}

/** @param chain - what goes along with a certificate it issues, PEM */
function authorityOf(folder: string, name: string, own: Certificate, chain: string): CertificateAuthority {
  const config = join(folder, `${name}.cnf`)
  writeFileSync(join(folder, `${name}.txt`), '')
  writeFileSync(
    config,
    `[ca]\ndefault_ca=own\n[own]\ndatabase=${join(folder, `${name}.txt`)}\nnew_certs_dir=${folder}\nrand_serial=yes\n` +
      'default_md=sha256\npolicy=any\ncopy_extensions=copy\nunique_subject=no\n[any]\ncommonName=supplied\n',
  )
  const ca = (...args: string[]) =>
    openssl('ca', '-batch', '-config', config, '-cert', own.certFile, '-keyfile', own.keyFile, ...args)

  function sign(label: string, extension: string, from = anHourAgo(), days = 2): Certificate {
    const issued = { certFile: join(folder, `${label}.pem`), keyFile: join(folder, `${label}.key`) }
    const request = join(folder, `${label}.csr`)
    const subject = ['-subj', `/CN=${label}`, '-addext', extension]
    openssl('req', '-new', ...freshKey, ...subject, '-keyout', issued.keyFile, '-out', request)
    const validity = ['-startdate', utcTime(from), '-enddate', utcTime(later(from, days))]
    ca('-notext', ...validity, '-in', request, '-out', issued.certFile)
    writeFileSync(issued.certFile, readFileSync(issued.certFile, 'utf8') + chain)
    return issued
  }

  const pem = readFileSync(own.certFile, 'utf8')
  return {
    ...own,
    pem,
    issue: (label, names, from, days) => sign(label, `subjectAltName=${names}`, from, days),
    issueAuthority(name) {
      const issued = sign(name, 'basicConstraints=critical,CA:TRUE')
      return authorityOf(folder, name, issued, readFileSync(issued.certFile, 'utf8'))
    },
    revoke: ({ certFile }) => void ca('-revoke', certFile),
    revocationList: (from = anHourAgo(), days = 2) =>
      ca('-gencrl', '-crl_lastupdate', utcTime(from), '-crl_nextupdate', utcTime(later(from, days))).toString(),
  }
}

const later = (from: Date, days: number) => new Date(from.getTime() + days * 86_400_000)

/** As `openssl ca` takes an instant: `YYYYMMDDHHMMSSZ`. */
const utcTime = (at: Date) => `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
