import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { AppError } from '../core/app-error.ts'
import { privateFile, privateFolder } from './private-file.ts'
import { codeOf, storageError } from './storage-error.ts'

const patienceMs = 5_000

/**
 * Runs `act` while no other process of this machine does so under the same lock file: the window and `pcc` share one
 * data folder. A lock whose process is dead is taken over, also where another process bears its number by now.
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
    await handle.writeFile(await ownerText()).finally(() => handle.close())
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
  if (owner === null || (await isRunning(owner))) return
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

/** A process by its number and, where the system tells, when it began: numbers are given out again. */
export const ownerText = async () => `${process.pid} ${(await startOf(process.pid)) ?? ''}`.trimEnd()

/** @param owner - as `ownerText` wrote it @returns whether that very process still runs */
export async function isRunning(owner: string): Promise<boolean> {
  const [pid, began] = owner.split(' ')
  if (!isAlive(Number(pid))) return false
  const begins = await startOf(Number(pid))
  return began === undefined || begins === null || began === begins
}

/** @returns clock ticks from the machine's start to the process's, as text; null where there is no procfs. Source: proc(5) */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => null)
  // The second field is the program's name in brackets and may hold anything; the 22nd is the 20th behind it.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
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
