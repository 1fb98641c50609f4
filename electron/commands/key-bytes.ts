import { AppError } from '../core/app-error.ts'
import { fromBase64 } from '../core/browse/base64.ts'

/** @returns the exact bytes of a key named on the command line @throws AppError `bad_input` */
export function keyBytes(name: string, isBase64: boolean): Uint8Array {
  if (!isBase64) return new TextEncoder().encode(name)
  if (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(name)) return fromBase64(name)
  throw new AppError('bad_input', '--base64: not base64', { params: { what: '--base64', reason: name.slice(0, 64) } })
}
