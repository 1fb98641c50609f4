import { join } from 'node:path'
import { z } from 'zod'
import { createSerialQueue } from '../../shared/util/serial-queue.ts'
import { AppError } from '../core/app-error.ts'
import type { SecretVault } from '../core/ports/stores.ts'
import type { Logger } from '../core/ports/system.ts'
import { readJsonFile, setAside } from './json-file.ts'
import { writeAtomically } from './private-file.ts'

/** The system's key store (Electron's safeStorage): the key never leaves it. */
export interface Cipher {
  encrypt(text: string): Buffer
  decrypt(bytes: Buffer): string
}

/** Encrypted secrets by name, base64. */
const StoredSecrets = z.record(z.string().max(128), z.base64())

/**
 * `secrets.json`. Without a cipher nothing can be stored or read, and nothing stored is lost.
 * @param cipher - null where the system has no key store, or only one with a fixed key
 */
export function createSecretVault(folder: string, cipher: Cipher | null, log: Logger): SecretVault {
  const file = join(folder, 'secrets.json')
  const inTurn = createSerialQueue()

  async function readAll(): Promise<ReadonlyMap<string, string>> {
    const stored = await readJsonFile(file, log)
    if (stored === undefined) return new Map()
    const parsed = StoredSecrets.safeParse(stored)
    if (parsed.success) return new Map(Object.entries(parsed.data))
    await setAside(file, log, 'not a list of secrets')
    return new Map()
  }

  const writeAll = (secrets: ReadonlyMap<string, string>) =>
    writeAtomically(file, `${JSON.stringify(Object.fromEntries(secrets), null, 2)}\n`)

  return {
    backend: cipher ? 'system' : 'none',
    read: (name) =>
      inTurn(async () => {
        const stored = cipher ? (await readAll()).get(name) : undefined
        if (!cipher || stored === undefined) return null
        try {
          return cipher.decrypt(Buffer.from(stored, 'base64'))
        } catch {
          // Another key store than the one that encrypted it: the operator is asked again. The cause could hold the secret.
          log.warn('a stored secret cannot be decrypted any more', { name })
          return null
        }
      }),
    write: (name, secret) =>
      inTurn(async () => {
        if (!cipher) throw new AppError('secret_store_missing', 'this system has no key store to keep a secret in')
        const encrypted = cipher.encrypt(secret).toString('base64')
        await writeAll(new Map(await readAll()).set(name, encrypted))
      }),
    remove: (name) =>
      inTurn(async () => {
        const secrets = new Map(await readAll())
        if (secrets.delete(name)) await writeAll(secrets)
      }),
  }
}
