import { AppError } from '../core/app-error.ts'

/** @throws AppError `bad_input` */
export function wholeNumber(what: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw badUsage(what, `a whole number from ${least} to ${most}`)
}

/** For options that may be given several times. */
export function collect(value: string, former: string[] | undefined): string[] {
  return [...(former ?? []), value]
}

/** @returns the failure of an argument: it names the flag and what it wants */
export function badUsage(what: string, reason: string): AppError {
  return new AppError('bad_input', `${what}: ${reason}`, { params: { what, reason } })
}
