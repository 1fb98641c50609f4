import { Redis } from 'ioredis'
import { createKeyService, type KeyService } from '../../electron/core/browse/key-service.ts'
import type { ActiveConnection } from '../../electron/core/connection/active-connection.ts'
import type { RedisSession } from '../../electron/core/ports/connection.ts'
import { unpackGzip } from '../../electron/redis/unpack-gzip.ts'
import type { KeyPage, KeyRef, KeyScope, OpenedKey } from '../../shared/contract/keys.ts'
import { namespaces, openSession, testSystem } from './test-session.ts'

export interface KeyLaboratory {
  readonly session: RedisSession
  readonly keys: KeyService
  close(): Promise<void>
}

/** The real service on a test server, as the window's door would call it. */
export async function openKeys(redis: { readonly port: number; readonly host?: string }): Promise<KeyLaboratory> {
  const session = await openSession(redis)
  const active = { session, connectionId: 'test' } as ActiveConnection // the service asks for nothing else
  const connection = () => active
  const keys = createKeyService({ connection, namespaces, pace: async () => 'fast', system: testSystem, unpackGzip })
  return {
    session,
    keys,
    async close() {
      keys.close()
      await session.close()
    },
  }
}

export const all: KeyScope = { kind: 'all' }
export const literal = (text: string) => ({ kind: 'literal', text }) as const
export const refOf = (key: string | Buffer): KeyRef => ({ base64: Buffer.from(key).toString('base64') })

/** Every page of a list, until the walk has come to its end. */
export async function wholeList(keys: KeyService, first: Promise<KeyPage>): Promise<KeyPage[]> {
  const pages = [await first]
  for (;;) {
    const last = pages.at(-1) as KeyPage // there is at least one
    if (last.complete && last.found <= (last.page + 1) * 200) return pages
    const filled = last.rows.length === 200
    const next = await keys.page(last.listing, filled ? last.page + 1 : last.page)
    if (filled) pages.push(next)
    else pages[pages.length - 1] = next
  }
}

export function present(opened: OpenedKey): Extract<OpenedKey, { state: 'present' }> {
  if (opened.state !== 'present') throw new Error(`the key is ${opened.state}`)
  return opened
}

/** The string a key holds, decoded. */
export async function stringOf(keys: KeyService, key: string | Buffer) {
  const { facts, value } = present(await keys.open(refOf(key)))
  if (value.kind !== 'string') throw new Error(`it is ${value.kind}`)
  return { facts, value }
}

/** @returns each command, in lower case, that the server was sent while `act` ran, but for pings */
export async function commandsDuring(
  { port }: { readonly port: number },
  act: () => Promise<unknown>,
): Promise<string[][]> {
  const own = new Redis({ port, host: '127.0.0.1' })
  const seen: string[][] = []
  const monitor = await own.monitor()
  monitor.on('monitor', (_time: string, args: string[]) => seen.push(args.map((arg) => arg.toLowerCase())))
  try {
    await act()
    await own.echo('end of the watch')
    while (!seen.some(([name]) => name === 'echo')) await new Promise((resolve) => setTimeout(resolve, 5))
  } finally {
    monitor.disconnect()
    own.disconnect()
  }
  return seen.filter(([name]) => name !== 'echo' && name !== 'ping')
}
