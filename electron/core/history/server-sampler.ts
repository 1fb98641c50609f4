import type { ServerSample } from '../../../shared/contract/history.ts'
import { toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { placeText } from '../invalidation/same-server.ts'
import type { HistoryStore } from '../ports/history.ts'
import type { System } from '../ports/system.ts'

const everyMs = 60_000

export interface ServerSampler {
  /** Takes a sample now and then every minute, of whatever connection is open. Again: a sample now, the rhythm anew. */
  start(): void
  close(): void
}

/**
 * Keeps the server's own figures by one INFO a minute.
 * @param open - the connection that stands now, or null: then there is a gap, never a guess
 */
export function createServerSampler(
  open: () => ActiveConnection | null,
  history: HistoryStore<ServerSample>,
  system: System,
): ServerSampler {
  let running: AbortController | null = null

  async function sample(): Promise<void> {
    const connection = open()
    if (!connection) return
    try {
      const facts = await connection.session.facts()
      // INFO may be denied to this user: a record of nothing would only take room.
      if (facts.usedMemoryBytes === null && facts.keys === null) return
      const identity = connection.session.identity()
      if (open()?.connectionId !== connection.connectionId) return // another one was opened meanwhile
      await history.append({
        at: facts.at,
        place: placeText(identity),
        runId: identity.runId,
        usedMemoryBytes: facts.usedMemoryBytes,
        maxMemoryBytes: facts.maxMemoryBytes,
        hits: facts.hits,
        misses: facts.misses,
        evictedKeys: facts.evictedKeys,
        expiredKeys: facts.expiredKeys,
        connectedClients: facts.connectedClients,
        opsPerSecond: facts.opsPerSecond,
        keys: facts.keys,
      })
    } catch (error) {
      system.log.warn('no sample of the server was kept', { ...toFailure(error) }) // the chart shows the gap
    }
  }

  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sample()
      await system.sleep(everyMs, signal).catch(() => undefined) // ended: the loop ends with it
    }
  }

  return {
    start() {
      running?.abort()
      running = new AbortController()
      void run(running.signal)
    },
    close() {
      running?.abort()
      running = null
    },
  }
}
