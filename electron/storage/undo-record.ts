import { z } from 'zod'
import { ServerIdentity } from '../../shared/contract/connection.ts'
import { RemovalTarget } from '../../shared/contract/invalidation.ts'
import { Instant } from '../../shared/contract/primitives.ts'
import type { SavedKey } from '../core/ports/keyspace.ts'

/** The first frame of every bundle: what it holds and where it came from. */
export const BundleHead = z.object({
  format: z.literal(1),
  target: RemovalTarget,
  server: ServerIdentity,
  replacementExpiresAt: Instant.optional(),
  createdAt: Instant,
  undoUntil: Instant,
})
export type BundleHead = z.infer<typeof BundleHead>

const headBytes = 13
const forms = ['string', 'dump', 'expiry'] as const

/** The body of a key's frame: form, expiry (NaN: none), length of the name, the name, the value. Big-endian. */
export function encodeSaved({ key, form, payload, expiresAt }: SavedKey): readonly Uint8Array[] {
  const head = Buffer.allocUnsafe(headBytes)
  head.writeUInt8(forms.indexOf(form), 0)
  head.writeDoubleBE(expiresAt ?? Number.NaN, 1)
  head.writeUInt32BE(key.length, 9)
  return [head, key, payload]
}

/** @returns null for a body that is no key of ours */
export function decodeSaved(body: Buffer): SavedKey | null {
  const form = body.length < headBytes ? undefined : forms[body.readUInt8(0)]
  if (form === undefined) return null
  const expiresAt = body.readDoubleBE(1)
  const payloadAt = headBytes + body.readUInt32BE(9)
  if (payloadAt > body.length) return null
  return {
    key: body.subarray(headBytes, payloadAt),
    form,
    payload: body.subarray(payloadAt),
    expiresAt: Number.isNaN(expiresAt) ? null : expiresAt,
  }
}

/** @returns null for a frame that does not begin a bundle of ours */
export function parseBundleHead(body: Buffer | null): BundleHead | null {
  try {
    const parsed = BundleHead.safeParse(JSON.parse(body?.toString('utf8') ?? ''))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
