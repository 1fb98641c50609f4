import { type CacheDay, parseCacheDay } from '../../shared/time/cache-day.ts'
import { AppError } from '../core/app-error.ts'

/** @returns what `--day` names; `otherwise` where it was not given @throws AppError `bad_input` */
export function dayOption(text: string | undefined, otherwise: CacheDay): CacheDay {
  const day = text === undefined ? otherwise : parseCacheDay(text)
  if (day !== null) return day
  throw new AppError('bad_input', `--day ${text?.slice(0, 40)}: not a calendar day written yyyy-mm-dd`, {
    params: { what: '--day', reason: 'yyyy-mm-dd' },
  })
}
