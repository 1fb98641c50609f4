import { AppError } from '../core/app-error.ts'

const diskIsFull: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/**
 * A file error in the console's words: `disk_full` or `storage_failed`, naming the file and the system's own code. The
 * folder is left out: it may hold the operator's name.
 */
export function storageError(error: unknown, file: string): AppError {
  if (error instanceof AppError) return error
  const reason = codeOf(error) ?? (error instanceof Error ? error.message : String(error))
  const code = diskIsFull.has(reason) ? 'disk_full' : 'storage_failed'
  return new AppError(code, `${file}: ${reason}`, { params: { file, reason: reason.slice(0, 200) }, cause: error })
}

/** @returns the system's code (`ENOENT`, `EACCES`, …), or null where the error carries none */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
