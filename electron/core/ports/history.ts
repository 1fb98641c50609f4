/** A record of a measured instant, of one server and database. */
export interface HistoryRecord {
  readonly at: number
  readonly place: string
}

/** Measured instants, kept for years in little room: the older, the wider apart. */
export interface HistoryStore<T extends HistoryRecord> {
  append(record: T): Promise<void>
  /** Those of a place from `since` on (milliseconds since 1970 UTC), oldest first. */
  list(place: string, since: number): Promise<T[]>
}
