import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { AppError } from '../core/app-error.ts'
import { privateFile, privateFolder } from './private-file.ts'
import { codeOf, storageError } from './storage-error.ts'

const patienceMs = 5_000

/**
 * Runs `act` while no other process of this machine does so under the same lock file: the window and `pcc` share one
 * data folder. A lock whose process is dead is taken over.
 * @throws AppError `storage_failed` where the lock cannot be had within five seconds
 */
export async function withFileLock<T>(path: string, act: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMs
  while (!(await take(path))) {
    await removeIfDead(path)
    if (Date.now() > deadline) {
      throw new AppError('storage_failed', `${basename(path)} is held by another process`, {
        params: { file: basename(path), reason: 'EBUSY' },
        retryable: true,
      })
    }
    await new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 10))
  }
  try {
    return await act()
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path: string): Promise<boolean> {
  // Written under another name and linked into place: a lock file is never seen without its owner.
  const own = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: privateFolder })
    const handle = await open(own, 'wx', privateFile)
    await handle.writeFile(String(process.pid)).finally(() => handle.close())
    await link(own, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw storageError(error, basename(path))
  } finally {
    await rm(own, { force: true })
  }
}

async function removeIfDead(path: string): Promise<void> {
  const owner = await readFile(path, 'utf8').catch(() => null)
  if (owner === null || isAlive(Number(owner))) return
  const stale = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await rename(path, stale)
    // Between reading and renaming somebody else may have taken over: then it was a living lock, and goes back.
    if ((await readFile(stale, 'utf8')) !== owner) await link(stale, path)
  } catch (error) {
    const code = codeOf(error)
    if (code !== 'ENOENT' && code !== 'EEXIST') throw storageError(error, basename(path))
  } finally {
    await rm(stale, { force: true })
  }
}

/** @returns whether a process of that id runs on this machine, ours or not */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
