import { Redis } from 'ioredis'

/**
 * Asks a server on loopback who it is, once and within a second.
 * @returns null where nothing answers, or not to that password
 */
export async function askServer(
  port: number,
  password: string,
): Promise<{ readonly processId: number; readonly runId: string } | null> {
  const client = new Redis({
    host: '127.0.0.1',
    port,
    password,
    lazyConnect: true,
    connectTimeout: 1_000,
    commandTimeout: 1_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  client.on('error', () => undefined) // the caller learns it from null
  try {
    await client.connect()
    const info = await client.info('server')
    const processId = Number(/^process_id:(\d+)/m.exec(info)?.[1])
    const runId = /^run_id:(\w+)/m.exec(info)?.[1]
    return runId && Number.isInteger(processId) ? { processId, runId } : null
  } catch {
    return null
  } finally {
    client.disconnect()
  }
}
