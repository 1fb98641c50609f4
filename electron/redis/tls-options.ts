import { readFile } from 'node:fs/promises'
import { type ConnectionOptions, createSecureContext } from 'node:tls'
import type { TlsOptions } from '../../shared/contract/connection.ts'
import type { FailureCode } from '../../shared/contract/failure.ts'
import { AppError } from '../core/app-error.ts'

/** A certificate with a long chain stays far below it. */
const longestFile = 1024 * 1024
/** The lists of large public authorities take some MiB. */
const longestList = 16 * longestFile

/**
 * What a profile says of TLS as Node takes it. The client's certificate and key, and the revocation lists, are read anew
 * for each connection, so that a renewed one is used without a restart.
 * @returns null where TLS is off
 * @throws AppError `client_certificate_unusable`, `revocation_list_unusable`
 */
export async function tlsOptionsOf({ enabled, verify, ca, client, crlFile }: TlsOptions) {
  if (!enabled) return null
  return {
    rejectUnauthorized: verify,
    minVersion: 'TLSv1.2',
    ...(ca === null ? {} : { ca }),
    ...(client ? await readClient(client) : {}),
    // Without verification nothing would look at them.
    ...(crlFile === undefined || !verify ? {} : { crl: await readRevocationLists(crlFile) }),
  } satisfies ConnectionOptions
}

async function readClient({ certFile, keyFile }: NonNullable<TlsOptions['client']>) {
  const code = 'client_certificate_unusable'
  const [cert, key] = [await readPem(certFile, longestFile, code), await readPem(keyFile, longestFile, code)]
  try {
    createSecureContext({ cert, key })
  } catch (error) {
    throw unusable(code, keyFile, reasonOf(error), error)
  }
  return { cert, key }
}

/** @returns each list of the file by itself: of a text with several Node would read the first alone */
async function readRevocationLists(file: string): Promise<string[]> {
  const code = 'revocation_list_unusable'
  const text = await readPem(file, longestList, code)
  const lists = text.match(/-----BEGIN X509 CRL-----[^-]+-----END X509 CRL-----/g)
  if (lists === null) throw unusable(code, file, 'no X509 CRL')
  try {
    createSecureContext({ crl: lists })
  } catch (error) {
    throw unusable(code, file, reasonOf(error), error)
  }
  return lists
}

async function readPem(file: string, longest: number, code: FailureCode): Promise<string> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw unusable(code, file, error instanceof Error && 'code' in error ? String(error.code) : 'unreadable', error)
  }
  if (text.length <= longest && text.includes('-----BEGIN ')) return text
  throw unusable(code, file, 'not PEM')
}

/** OpenSSL's own words, without a trace of the files' content. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^error:[0-9A-F]*:/, '') : String(error)
}

function unusable(code: FailureCode, file: string, reason: string, cause?: unknown): AppError {
  return new AppError(code, `${file}: ${reason}`, { params: { file, reason }, cause })
}
