import { readFile, rename } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Logger } from '../core/ports/system.ts'
import { codeOf, storageError } from './storage-error.ts'

/**
 * Reads a JSON file of ours. A damaged one is set aside under another name and reported: nothing of the operator's is
 * ever overwritten by defaults.
 * @returns the parsed value, unchecked; undefined where there is no such file, or only a damaged one
 * @throws AppError `storage_failed` where the file is there but cannot be read
 */
export async function readJsonFile(path: string, log: Logger): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw storageError(error, basename(path))
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    await setAside(path, log, error instanceof Error ? error.message : String(error))
    return undefined
  }
}

/** Moves a damaged file out of the way and says where it went. */
export async function setAside(path: string, log: Logger, reason: string): Promise<void> {
  const aside = `${path}.damaged-${new Date().toISOString().replace(/[:.]/g, '')}`
  try {
    await rename(path, aside)
  } catch (error) {
    throw storageError(error, basename(path))
  }
  log.warn('a damaged file was set aside', {
    file: basename(path),
    aside: basename(aside),
    reason: reason.slice(0, 200),
  })
}
