import { setImmediate } from 'node:timers/promises'

/**
 * Key lookups of this console, which the server counts as cache hits and misses like any other (TYPE, PTTL and PEXPIRETIME
 * do count, MEMORY USAGE does not). Left in, every pass would make the cache look more useful than it is, and every probe
 * of a day that is not there less.
 */
export interface OwnLookups {
  add(hits: number, misses?: number): void
  /**
   * To be asked once the server's own counters were read: whoever asked before that has its replies by then, and is given
   * the time to count them.
   * @returns what to take off those counters; nothing after the server restarted, as they began anew
   */
  counted(): Promise<{ readonly hits: number; readonly misses: number }>
}

/** @param runId - who answers now; a restarted server has another one */
export function createOwnLookups(runId: () => string): OwnLookups {
  let of = runId()
  let own = { hits: 0, misses: 0 }
  const ofThisProcess = () => {
    if (of !== runId()) {
      of = runId()
      own = { hits: 0, misses: 0 }
    }
    return own
  }
  return {
    add(hits, misses = 0) {
      const before = ofThisProcess()
      own = { hits: before.hits + hits, misses: before.misses + misses }
    },
    async counted() {
      await setImmediate()
      return ofThisProcess()
    },
  }
}
