import type { RedisConnector, RedisSession } from '../core/ports/connection.ts'
import type { System } from '../core/ports/system.ts'
import { createKeyEvents } from './key-events.ts'
import { createOwnLookups } from './own-lookups.ts'
import { type PrimaryNode, ping } from './primary-nodes.ts'
import { probeCapabilities } from './probe-capabilities.ts'
import { createConfigurationReader, createConfigurationWriter } from './redis-configuration.ts'
import { createDailyFetchStore } from './redis-daily-fetches.ts'
import { createFetchAsideStore } from './redis-fetch-asides.ts'
import { createKeyBrowser } from './redis-key-browser.ts'
import { createKeyspaceReader } from './redis-keyspace-reader.ts'
import { createKeyspaceWriter } from './redis-keyspace-writer.ts'
import { openLink, type RedisLink } from './redis-link.ts'
import { createPayloadCache } from './redis-payload-cache.ts'
import { createRemovalLocks } from './redis-removal-locks.ts'
import { send, textOf } from './send-commands.ts'
import { parseServerFacts } from './server-facts.ts'
import { readServerReport } from './server-report.ts'
import { connectionLost, isReplyError, readFailure } from './translate-redis-error.ts'

/** Opens sessions on a Redis or Valkey, single, behind Sentinel or a cluster, through ioredis. */
export function createRedisConnector(system: System): RedisConnector {
  return {
    async open(target, secrets, signal) {
      const link = await openLink(target, secrets, system, signal)
      try {
        return await createSession(link, system)
      } catch (error) {
        link.close()
        throw error
      }
    },
  }
}

async function createSession(link: RedisLink, system: System): Promise<RedisSession> {
  const [node] = link.nodes().reached()
  if (!node) throw connectionLost('no primary of the cluster answers')
  const own = createOwnLookups(() => link.identity().runId)
  const roundTripMs = await measureRoundTrip(node)
  const reader = createKeyspaceReader(link, system.sleep, own, roundTripMs)
  const browser = createKeyBrowser(link, system.sleep, own)
  const keyEvents = createKeyEvents(link)
  const writer = createKeyspaceWriter(link)
  const payloads = createPayloadCache(link)
  const dailyFetches = createDailyFetchStore(link, system, own)
  const configuration = createConfigurationReader(link)
  const configurator = createConfigurationWriter(link)
  const removalLocks = createRemovalLocks(link, system, own)
  const fetchAsides = createFetchAsideStore(link, system)
  const capabilities = await probeCapabilities(node.browse, link.nodes().topology).catch((error: unknown) => {
    throw readFailure(error, 'ACL DRYRUN', node.place)
  })
  return {
    identity: link.identity,
    verifyIdentity: link.verifyIdentity,
    confirmPrimary: link.confirmPrimary,
    capabilities,
    roundTripMs,
    report: (namespaces) => readServerReport(link, system.clock(), own, namespaces),
    async facts() {
      const info = await readInfo(link)
      return parseServerFacts(info, link.identity(), system.clock(), await own.counted())
    },
    configuration: () => configuration,
    configurator() {
      link.writableNodes()
      return configurator
    },
    reader: () => reader,
    browser: () => browser,
    keyEvents: () => keyEvents,
    writer() {
      link.writableNodes()
      return writer
    },
    payloads: () => payloads,
    dailyFetches: () => dailyFetches,
    removalLocks: () => removalLocks,
    fetchAsides: () => fetchAsides,
    setReadOnly: link.setReadOnly,
    logIn: link.logIn,
    onLink: link.onLink,
    close: async () => link.close(),
  }
}

/** The quickest of three pings: what the line itself takes. */
async function measureRoundTrip(node: PrimaryNode): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 3; turn++) {
    const startedAt = performance.now()
    await ping(node)
    least = Math.min(least, performance.now() - startedAt)
  }
  return least
}

/** INFO of every primary; none where this user may not ask, so that each fact is unknown rather than zero. */
async function readInfo(link: RedisLink): Promise<string[]> {
  return Promise.all(
    link
      .nodes()
      .reached()
      .map(async (node) => {
        try {
          return textOf(await send(node.browse, ['INFO']))
        } catch (error) {
          if (isReplyError(error) && error.message.startsWith('NOPERM')) return ''
          throw readFailure(error, 'INFO', node.place)
        }
      }),
  )
}
