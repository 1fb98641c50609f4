import { Cluster, Redis } from 'ioredis'
import type { KeyspaceReader, KeyspaceWriter } from '../../electron/core/ports/keyspace.ts'
import { createMemoryKeyspace, dumpMark } from './memory-keyspace.ts'
import { startCluster } from './redis-cluster.ts'
import { startRedis, type TestRedis, type TestRedisOptions } from './redis-server.ts'
import { openSession } from './test-session.ts'

/** A keyspace with the hands of another writer in it. Keys and values are bytes; expiries milliseconds since 1970, null for none. */
export interface OpenKeyspace {
  readonly reader: KeyspaceReader
  readonly writer: KeyspaceWriter
  set(key: string | Buffer, value: string | Buffer, expiresAt?: number | null): Promise<void>
  setHash(key: string, value: string, expiresAt?: number | null): Promise<void>
  setExpiry(key: string, expiresAt: number | null): Promise<void>
  remove(key: string): Promise<void>
  clear(): Promise<void>
  /** Every key with its value and expiry, sorted. */
  contents(): Promise<readonly string[]>
  close(): Promise<void>
}

/** What must hold of a keyspace must hold of each of these. */
export const keyspaces: readonly { readonly name: string; readonly open: () => Promise<OpenKeyspace> }[] = [
  { name: 'memory', open: openMemory },
  { name: 'a single server', open: () => openSingle() },
  {
    name: 'a cluster',
    open: async () => {
      const cluster = await startCluster()
      return openServers(cluster.nodes, (port) => new Cluster([{ host: '127.0.0.1', port }]))
    },
  },
]

async function openMemory(): Promise<OpenKeyspace> {
  const { reader, writer, values } = createMemoryKeyspace()
  const nameOf = (key: string | Buffer) => Buffer.from(key).toString('latin1')
  return {
    reader,
    writer,
    async set(key, value, expiresAt = null) {
      values.set(nameOf(key), { type: 'string', bytes: Buffer.from(value), expiresAt })
    },
    async setHash(key, value, expiresAt = null) {
      values.set(nameOf(key), { type: 'hash', bytes: Buffer.from(dumpMark + value), expiresAt })
    },
    async setExpiry(key, expiresAt) {
      const value = values.get(nameOf(key))
      if (value) values.set(nameOf(key), { ...value, expiresAt })
    },
    async remove(key) {
      values.delete(nameOf(key))
    },
    async clear() {
      values.clear()
    },
    contents: async () =>
      [...values]
        .map(([name, { type, bytes, expiresAt }]) => `${hex(name)} ${type} ${bytes.toString('hex')} ${expiresAt}`)
        .sort(),
    async close() {
      values.clear()
    },
  }
}

const hex = (latin1: string) => Buffer.from(latin1, 'latin1').toString('hex')

/** One server of a given program, or this machine's. */
export const openSingle = async (program?: TestRedisOptions['program']) =>
  openServers([await startRedis(program ? { program } : {})], (port) => new Redis({ host: '127.0.0.1', port }))

async function openServers(
  nodes: readonly TestRedis[],
  connect: (port: number) => Redis | Cluster,
): Promise<OpenKeyspace> {
  const [first] = nodes as [TestRedis, ...TestRedis[]]
  const session = await openSession(first)
  const client = connect(first.port)
  const perNode = nodes.map(({ port }) => new Redis({ host: '127.0.0.1', port }))
  const expire = (key: string, at: number | null) => (at === null ? client.persist(key) : client.pexpireat(key, at))
  return {
    reader: session.reader(),
    writer: session.writer(),
    async set(key, value, expiresAt = null) {
      await client.set(key, value)
      if (expiresAt !== null) await client.pexpireat(key, expiresAt)
    },
    async setHash(key, value, expiresAt = null) {
      await client.del(key)
      await client.hset(key, 'field', value)
      await expire(key, expiresAt)
    },
    async setExpiry(key, expiresAt) {
      await expire(key, expiresAt)
    },
    async remove(key) {
      await client.del(key)
    },
    async clear() {
      await Promise.all(perNode.map((node) => node.flushall()))
    },
    async contents() {
      const rows = await Promise.all(
        perNode.map(async (node) => {
          const keys = (await node.callBuffer('KEYS', '*')) as Buffer[]
          return Promise.all(
            keys.map(async (key) => {
              const dump = (await node.callBuffer('DUMP', key)) as Buffer
              return `${key.toString('hex')} ${dump.toString('hex')} ${String(await node.call('PEXPIRETIME', key))}`
            }),
          )
        }),
      )
      return rows.flat().sort()
    },
    async close() {
      await session.close()
      client.disconnect()
      for (const node of perNode) node.disconnect()
      await Promise.all(nodes.map((node) => node.stop()))
    },
  }
}
