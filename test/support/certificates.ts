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
}

const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] })
const freshKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

export function createAuthority(folder: string, name = 'ca'): CertificateAuthority {
  const [certFile, keyFile] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)]
  openssl('req', '-x509', ...freshKey, '-days', '3650', '-subj', `/CN=${name}`, '-keyout', keyFile, '-out', certFile)
  const config = join(folder, `${name}.cnf`)
  writeFileSync(join(folder, `${name}.txt`), '')
  writeFileSync(
    config,
    `[ca]\ndefault_ca=own\n[own]\ndatabase=${join(folder, `${name}.txt`)}\nnew_certs_dir=${folder}\nrand_serial=yes\n` +
      'default_md=sha256\npolicy=any\ncopy_extensions=copy\nunique_subject=no\n[any]\ncommonName=supplied\n',
  )
  return {
    certFile,
    keyFile,
    pem: readFileSync(certFile, 'utf8'),
    issue(label, names, from = new Date(Date.now() - 3_600_000), days = 2) {
      const issued = { certFile: join(folder, `${label}.pem`), keyFile: join(folder, `${label}.key`) }
      const request = join(folder, `${label}.csr`)
      const subject = ['-subj', `/CN=${label}`, '-addext', `subjectAltName=${names}`]
      openssl('req', '-new', ...freshKey, ...subject, '-keyout', issued.keyFile, '-out', request)
      const until = new Date(from.getTime() + days * 86_400_000)
      const validity = ['-startdate', utcTime(from), '-enddate', utcTime(until)]
      const signer = ['-config', config, '-cert', certFile, '-keyfile', keyFile]
      openssl('ca', '-batch', '-notext', ...signer, ...validity, '-in', request, '-out', issued.certFile)
      return issued
    },
  }
}

/** As `openssl ca` takes an instant: `YYYYMMDDHHMMSSZ`. */
const utcTime = (at: Date) => `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`
