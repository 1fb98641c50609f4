/**
 * Key lookups of this console, which the server counts as cache hits and misses like any other (TYPE, PTTL and PEXPIRETIME
 * do count, MEMORY USAGE does not). Left in, every pass would make the cache look more useful than it is, and every probe
 * of a day that is not there less.
 */
export interface OwnLookups {
  add(hits: number, misses?: number): void
  /** @returns what to take off the server's own counters; nothing after it restarted, as those began anew */
  counted(): { readonly hits: number; readonly misses: number }
}

/** @param runId - who answers now; a restarted server has another one */
export function createOwnLookups(runId: () => string): OwnLookups {
  let of = runId()
  let own = { hits: 0, misses: 0 }
  const counted = () => {
    if (of !== runId()) {
      of = runId()
      own = { hits: 0, misses: 0 }
    }
    return own
  }
  return {
    add(hits, misses = 0) {
      const before = counted()
      own = { hits: before.hits + hits, misses: before.misses + misses }
    },
    counted,
  }
}
