/**
 * Key lookups of this console, which the server counts as cache hits like any other (TYPE, PTTL and PEXPIRETIME do count,
 * MEMORY USAGE does not). Left in, every pass would make the cache look more useful than it is.
 */
export interface OwnLookups {
  add(hits: number): void
  /** @returns what to take off the server's `keyspace_hits`; 0 after it restarted, as its own counters began anew */
  hits(): number
}

/** @param runId - who answers now; a restarted server has another one */
export function createOwnLookups(runId: () => string): OwnLookups {
  let of = runId()
  let counted = 0
  const current = () => {
    if (of !== runId()) {
      of = runId()
      counted = 0
    }
    return counted
  }
  return {
    add(hits) {
      counted = current() + hits
    },
    hits: current,
  }
}
