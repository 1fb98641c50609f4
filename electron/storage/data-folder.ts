import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { privateFolder } from './private-file.ts'
import { storageError } from './storage-error.ts'

const name = 'provider-cache-console'

/**
 * Where the console keeps its files: `PCC_DATA_DIR`, else the platform's place for application data. Made here, with
 * rights for the operator alone.
 * @throws AppError `storage_failed`
 */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  const path = dataFolderPath(env, process.platform, homedir())
  try {
    makeFolder(path)
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0 && isOurs(path))
      chmodSync(path, privateFolder)
  } catch (error) {
    throw storageError(error, 'data folder')
  }
  return path
}

/** Level by level: where a file system takes no folders (`/proc`), Node's own recursion does not end. */
function makeFolder(path: string): void {
  const isFolder = () => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  if (isFolder()) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: privateFolder })
  } catch (error) {
    if (!isFolder()) throw error // else another process was faster
  }
}

/** Source: XDG Base Directory Specification; Apple and Microsoft conventions. */
export function dataFolderPath(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  if (env.PCC_DATA_DIR) return resolve(env.PCC_DATA_DIR)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name)
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), name)
  // The specification tells to ignore a relative path.
  const base = env.XDG_DATA_HOME && isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : join(home, '.local', 'share')
  return join(base, name)
}

/** A folder given by hand may be shared with others (`/tmp`): rights are taken away only where it is ours alone. */
function isOurs(path: string): boolean {
  const names = readdirSync(path)
  return names.length === 0 || names.includes('journal.jsonl') || names.includes('settings.json')
}
