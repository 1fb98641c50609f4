import { isAscii } from 'node:buffer'
import type { Redis } from 'ioredis'
import { cut } from './open-client.ts'
import { connectionLost } from './translate-redis-error.ts'

export type Argument = string | number | Buffer
export type Command = readonly [name: string, ...args: Argument[]]

/** A reply as bytes (strings are Buffers), or the error that came instead of it. */
export type Reply = unknown

/**
 * Sends commands in one go and waits for every reply. Replies are Buffers, numbers, null and arrays of these; an error
 * stands in its command's place.
 * @throws AppError `connection_lost` where the connection is known to be gone: nothing was sent
 */
export async function sendAll(client: Redis, commands: readonly Command[]): Promise<Reply[]> {
  if (commands.length === 0) return []
  if (client.status !== 'ready') throw connectionLost('the connection is closed')
  const pipeline = client.pipeline()
  for (const [name, ...args] of commands) pipeline.callBuffer(name, args)
  const replies = (await pipeline.exec()) ?? []
  return replies.map(([error, reply]) => error ?? reply)
}

/** One command. @throws the error reply as ioredis gives it, or AppError `connection_lost` where nothing was sent */
export async function send(client: Redis, command: Command): Promise<Reply> {
  const [reply] = await sendAll(client, [command])
  if (reply instanceof Error) throw reply
  return reply
}

/** Time a write may take: what a slow line (16 KiB/s) needs to carry it, and the server's own five seconds. */
const writeDeadlineMs = (bytes: number) => 5_000 + bytes / 16.384

/** Bytes on their way over each connection. */
const underWay = new WeakMap<Redis, number>()

/**
 * Runs a write and gives it a deadline. When that passes the connection is cut, so that the wait ends; whether the
 * server did it stays unknown.
 * @param bytes - how much is sent; what was sent before and is not answered yet has to get through first
 */
export async function withDeadline<T>(client: Redis, bytes: number, act: () => Promise<T>): Promise<T> {
  const before = underWay.get(client) ?? 0
  underWay.set(client, before + bytes)
  const timer = setTimeout(() => cut(client), writeDeadlineMs(before + bytes))
  try {
    return await act()
  } finally {
    clearTimeout(timer)
    underWay.set(client, (underWay.get(client) ?? bytes) - bytes)
  }
}

export const textOf = (reply: Reply): string => (Buffer.isBuffer(reply) ? reply.toString('utf8') : String(reply))

/** @returns the whole number of a reply, or null where it is none */
export function numberOf(reply: Reply): number | null {
  if (typeof reply === 'number') return reply
  if (!Buffer.isBuffer(reply)) return null
  const value = Number(reply.toString('latin1'))
  return Number.isSafeInteger(value) ? value : null
}

/** A port's bytes as ioredis takes them, without a copy. */
export const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A key among very many arguments: as a text where that is the same bytes, which the client joins several times faster. */
export function keyArgument(key: Uint8Array): string | Buffer {
  const bytes = asBuffer(key)
  return isAscii(bytes) ? bytes.toString('latin1') : bytes
}
