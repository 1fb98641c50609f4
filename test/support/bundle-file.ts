import { open } from 'node:fs/promises'
import type { SavedKey } from '../../electron/core/ports/keyspace.ts'
import { type BundleFileHead, encodeBundleFileHead } from '../../electron/storage/bundle-file-head.ts'
import { encodeFrame } from '../../electron/storage/undo-frames.ts'
import { encodeSaved } from '../../electron/storage/undo-record.ts'

const elsewhere: BundleFileHead['server'] = {
  product: 'redis',
  version: '7.2.4',
  host: '10.0.0.9',
  port: 6379,
  database: 0,
  role: 'primary',
  topology: 'standalone',
  runId: 'elsewhere',
}

export const bundleHead = (change: Partial<BundleFileHead> = {}): BundleFileHead => ({
  format: 1,
  kind: 'export',
  target: { scope: 'whole', namespace: 'pncp' },
  server: elsewhere,
  createdAt: Date.now(),
  keys: 0,
  ...change,
})

export const textKey = (name: string, value = 'x', change: Partial<SavedKey> = {}): SavedKey => ({
  key: Buffer.from(name),
  form: 'string',
  payload: Buffer.from(value),
  expiresAt: null,
  ...change,
})

/** Writes a bundle file as nobody's export would, with as many records as are given. @param keys - what its head says */
export async function forgeBundle(path: string, records: Iterable<SavedKey>, keys: number): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.appendFile(encodeBundleFileHead(bundleHead({ keys })))
    let index = 0
    let parts: Uint8Array[] = []
    for (const record of records) {
      parts.push(...encodeFrame(++index, encodeSaved(record)))
      if (parts.length < 40_000) continue
      await file.appendFile(Buffer.concat(parts))
      parts = []
    }
    await file.appendFile(Buffer.concat(parts))
  } finally {
    await file.close()
  }
}
