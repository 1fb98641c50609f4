/** When a cron pattern of five fields falls due. Instants are milliseconds since 1970 UTC. */
export interface Calendar {
  /** @returns the first due instant after `after` @throws RangeError for a pattern that never falls due */
  next(pattern: string, zone: string, after: number): number
  /** @returns the last due instant before `before`; null where there was none */
  previous(pattern: string, zone: string, before: number): number | null
}
