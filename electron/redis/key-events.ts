import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { isSameSetting, type KeyEventName, keyEventNames, keyEvents } from '../../shared/keys/key-events.ts'
import { AppError } from '../core/app-error.ts'
import type { KeyEventListener, KeyEventMark, KeyEventSubscription, KeyEvents } from '../core/ports/key-events.ts'
import { readParameter, setParameter } from './config-parameter.ts'
import { cut, openClient } from './open-client.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import type { RedisLink } from './redis-link.ts'
import { numberOf, sendAll } from './send-commands.ts'
import { connectionLost, readFailure } from './translate-redis-error.ts'

const parameter = 'notify-keyspace-events'

/** A subscriber that hears nothing of a mark for so long has missed events. */
const markDeadlineMs = 5_000

const nameOf = ({ place }: PrimaryNode) => `${place.host}:${place.port}`

export function createKeyEvents(link: RedisLink): KeyEvents {
  return {
    settings: () =>
      Promise.all(
        link
          .nodes()
          .reached()
          .map(async (node) => ({ node: nameOf(node), value: await readParameter(node, parameter) })),
      ),
    async change(name, from, to) {
      const node = link
        .writableNodes()
        .reached()
        .find((candidate) => nameOf(candidate) === name)
      if (!node) throw connectionLost(`${name} does not answer`)
      const current = await readParameter(node, parameter)
      if (!isSameSetting(current, from)) {
        throw new AppError('refused', `${parameter} of ${name} is ${current || '(empty)'} by now`, {
          params: { what: parameter, reason: current },
        })
      }
      await setParameter(node, parameter, to, isSameSetting)
    },
    subscribe: (listener, signal) => subscribe(link, listener, signal),
  }
}

async function subscribe(
  link: RedisLink,
  listener: KeyEventListener,
  signal: AbortSignal,
): Promise<KeyEventSubscription> {
  const nodes = link.nodes()
  const map = nodes.signature()
  const streams: NodeStream[] = []
  let closed = false

  function close(): void {
    closed = true
    for (const stream of streams) stream.close()
  }
  function lose(reason: AppError): void {
    if (closed) return
    close()
    listener.onLost(reason)
  }

  try {
    const { complete, primaries, primariesReached } = await nodes.coverage()
    if (!complete) {
      throw new AppError('incomplete', `${primariesReached} of ${primaries} primaries answer`, { retryable: true })
    }
    for (const node of nodes.reached()) streams.push(await openStream(link, node, listener, lose, signal))
  } catch (error) {
    close()
    throw error
  }

  return {
    net: () => streams.reduce((sum, stream) => sum + stream.net(), 0),
    async mark() {
      try {
        if (nodes.signature() !== map) {
          throw new AppError('incomplete', 'slots moved between nodes, or nodes came or went', { retryable: true })
        }
        const marks = await Promise.all(streams.map((stream) => stream.mark()))
        return {
          keys: marks.reduce((sum, { keys }) => sum + keys, 0),
          net: marks.reduce((sum, { net }) => sum + net, 0),
        }
      } catch (error) {
        const reason = error instanceof AppError ? error : connectionLost('the subscriber does not answer')
        lose(reason)
        throw reason
      }
    },
    close,
  }
}

interface NodeStream {
  net(): number
  mark(): Promise<KeyEventMark>
  close(): void
}

/** One primary's events, on a connection of their own. */
async function openStream(
  link: RedisLink,
  node: PrimaryNode,
  listener: KeyEventListener,
  lose: (reason: AppError) => void,
  signal: AbortSignal,
): Promise<NodeStream> {
  const { place } = node
  const client = await openClient(place, link.credentials(), 'events', signal)
  const channels = new Map(keyEventNames.map((name) => [`__keyevent@${place.database}__:${name}`, name]))
  const markChannel = `provider-cache-console:${randomBytes(8).toString('hex')}`
  const marks = new Map<string, (net: number) => void>()
  let net = 0
  let asked = 0

  client.on('messageBuffer', (channel: Buffer, message: Buffer) => {
    const name: KeyEventName | undefined = channels.get(channel.toString('latin1'))
    if (name === undefined) {
      marks.get(message.toString('latin1'))?.(net)
      return
    }
    net += keyEvents[name]
    listener.onEvent(name, message)
  })
  client.once('end', () => lose(connectionLost('the connection of the key events ended', place)))
  try {
    await client.subscribe(...channels.keys(), markChannel)
  } catch (error) {
    cut(client)
    throw readFailure(error, 'SUBSCRIBE', place)
  }

  return {
    net: () => net,
    async mark() {
      const id = String(++asked)
      const heard = hear(client, (done) => marks.set(id, done)).finally(() => marks.delete(id))
      heard.catch(() => undefined) // whichever of the two fails first is told
      // In one transaction: the mark stands in the stream of events exactly where the keys were counted.
      const replies = await sendAll(node.browse, [['MULTI'], ['PUBLISH', markChannel, id], ['DBSIZE'], ['EXEC']])
      const failed = replies.find((reply) => reply instanceof Error)
      if (failed) throw readFailure(failed, 'PUBLISH', place)
      const [, size] = replies[3] as unknown[] // EXEC answers what the two commands did
      return { keys: numberOf(size) ?? 0, net: await heard }
    },
    close() {
      client.removeAllListeners('messageBuffer')
      cut(client)
    },
  }
}

function hear(client: Redis, register: (done: (net: number) => void) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(connectionLost('the key events stand still')), markDeadlineMs)
    const ended = () => {
      clearTimeout(timer)
      reject(connectionLost('the connection of the key events ended'))
    }
    client.once('end', ended)
    register((net) => {
      clearTimeout(timer)
      client.off('end', ended)
      resolve(net)
    })
  })
}
