import { type InfoFields, infoNumber } from './server-info.ts'

export interface RdbSaves {
  /** Milliseconds since 1970 UTC; null: unknown, or none since the server started (`rdbSaved` tells which). */
  readonly rdbLastSaveAt: number | null
  /** Whether a snapshot was written since the server started; null: the server does not let it be told. */
  readonly rdbSaved: boolean | null
}

/** When one node wrote its last snapshot. Of one that wrote none, INFO gives its own start as the last save. */
export function rdbSaves(info: InfoFields): RdbSaves {
  const lastSave = infoNumber(info, 'rdb_last_save_time')
  const rdbSaved = savedSinceStart(info, lastSave)
  return { rdbLastSaveAt: lastSave === null || rdbSaved === false ? null : lastSave * 1_000, rdbSaved }
}

/** Told apart by `rdb_saves` (Redis 7), else by the time of the start. */
function savedSinceStart(info: InfoFields, lastSave: number | null): boolean | null {
  const saves = infoNumber(info, 'rdb_saves')
  if (saves !== null) return saves > 0
  const [now, uptime] = [infoNumber(info, 'server_time_usec'), infoNumber(info, 'uptime_in_seconds')]
  if (lastSave === null || now === null || uptime === null) return null
  return lastSave - (Math.floor(now / 1_000_000) - uptime) > 2
}
