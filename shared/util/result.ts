import type { Failure } from '../contract/failure.ts'

/** What crosses the border between the processes: Electron carries only an error's message over, so codes travel here. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

export const failed = (failure: Failure): Result<never> => ({ ok: false, failure })
