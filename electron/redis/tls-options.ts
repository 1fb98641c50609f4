import { readFile } from 'node:fs/promises'
import { type ConnectionOptions, createSecureContext } from 'node:tls'
import type { TlsOptions } from '../../shared/contract/connection.ts'
import { AppError } from '../core/app-error.ts'

/** A certificate with a long chain stays far below it. */
const longestFile = 1024 * 1024

/**
 * What a profile says of TLS as Node takes it. The client's certificate and key are read anew for each connection, so
 * that a renewed one is used without a restart.
 * @returns null where TLS is off
 * @throws AppError `client_certificate_unusable`
 */
export async function tlsOptionsOf({ enabled, verify, ca, client }: TlsOptions): Promise<ConnectionOptions | null> {
  if (!enabled) return null
  const options = { rejectUnauthorized: verify, minVersion: 'TLSv1.2' as const, ...(ca === null ? {} : { ca }) }
  if (!client) return options
  const [cert, key] = [await readPem(client.certFile), await readPem(client.keyFile)]
  try {
    createSecureContext({ cert, key })
  } catch (error) {
    throw unusable(client.keyFile, reasonOf(error), error)
  }
  return { ...options, cert, key }
}

async function readPem(file: string): Promise<string> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw unusable(file, error instanceof Error && 'code' in error ? String(error.code) : 'unreadable', error)
  }
  if (text.length <= longestFile && text.includes('-----BEGIN ')) return text
  throw unusable(file, 'not PEM')
}

/** OpenSSL's own words, without a trace of the files' content. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^error:[0-9A-F]*:/, '') : String(error)
}

function unusable(file: string, reason: string, cause?: unknown): AppError {
  return new AppError('client_certificate_unusable', `${file}: ${reason}`, { params: { file, reason }, cause })
}
