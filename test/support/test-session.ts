import type { RedisSession } from '../../electron/core/ports/connection.ts'
import type { Logger } from '../../electron/core/ports/system.ts'
import { createRedisConnector } from '../../electron/redis/redis-connector.ts'
import { createSystem } from '../../electron/storage/node-system.ts'
import type { ConnectionTarget } from '../../shared/contract/connection.ts'
import { targetOf } from './redis-server.ts'

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

export const testSystem = createSystem(silent)

/** A session of the real adapter on a test server. */
export function openSession(
  redis: { readonly port: number; readonly host?: string; readonly password?: string | null },
  change: Partial<ConnectionTarget> = {},
  password: string | null = redis.password ?? null,
  sentinelPassword: string | null = null,
): Promise<RedisSession> {
  const secrets = { password, sentinelPassword }
  return createRedisConnector(testSystem).open(targetOf(redis, change), secrets, new AbortController().signal)
}

/** A walk's items, all of them. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const out: T[] = []
  for await (const item of items) out.push(item)
  return out
}

export const walk = { signal: new AbortController().signal, pace: 'fast' } as const

export const namespaces = ['pncp', 'comprasnet', 'govbr', 'unified'] as const
