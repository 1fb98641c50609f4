import type { Redis } from 'ioredis'
import { addressText } from '../../shared/connection/address-text.ts'
import type { SentinelOptions } from '../../shared/contract/connection.ts'
import { AppError, toFailure } from '../core/app-error.ts'
import { type Address, type Credentials, cut, openClient, placeOf } from './open-client.ts'
import { sendAll, textOf } from './send-commands.ts'
import { isReplyError, type Place, readFailure } from './translate-redis-error.ts'

/** Once one has answered, the others get this long: a newer answer may be under way. */
const graceMs = 500

/** What a sentinel says of the primary. */
export interface NamedPrimary extends Address {
  /** Grows with every failover: of two answers the higher one is newer. */
  readonly epoch: number
}

/** The sentinels of a profile, each over a connection that is kept and opened anew when it fell. */
export interface Sentinels {
  /** The name they know the primary by, and who they are. */
  readonly group: string
  /**
   * Asks all of them.
   * @returns the newest answer
   * @throws AppError the most telling failure where none answers: `sentinel_name_unknown`, `auth_failed`, …
   */
  primary(signal: AbortSignal): Promise<NamedPrimary>
  /** Asks all of them and tells each answer as it comes. What does not answer is silent. */
  ask(onAnswer: (answer: NamedPrimary) => void): void
  close(): void
}

/** Connections are made of the target's TLS options and the sentinels' own user and password. */
export function createSentinels(credentials: Credentials, options: SentinelOptions): Sentinels {
  const { target } = credentials
  const addresses: readonly Address[] = [{ host: target.host, port: target.port }, ...options.others]
  const own: Credentials = {
    ...credentials,
    target: { ...target, username: options.username, database: 0 },
    password: credentials.sentinelPassword,
  }
  const clients = new Map<Address, Promise<Redis>>()
  const closing = new AbortController()

  async function clientOf(address: Address, signal: AbortSignal): Promise<Redis> {
    const open = await clients.get(address)?.catch(() => null)
    if (open?.status === 'ready') return open
    const opening = openClient(address, own, 'browse', AbortSignal.any([signal, closing.signal]))
    clients.set(address, opening)
    return opening
  }

  async function askOne(at: Address, signal: AbortSignal): Promise<NamedPrimary> {
    const client = await clientOf(at, signal)
    const [master, address] = await sendAll(client, [
      ['SENTINEL', 'MASTER', options.name],
      ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', options.name],
    ])
    const refused = [master, address].find((reply) => reply instanceof Error)
    if (refused) throw refusal(refused, options.name, placeOf(at, own))
    return answerOf(master, address)
  }

  return {
    group: `${options.name}@${addresses.map(addressText).sort().join(',')}`,
    async primary(signal) {
      const { answers, failures } = await inTime(addresses.map((address) => askOne(address, signal)))
      signal.throwIfAborted()
      const [newest] = answers.sort((a, b) => b.epoch - a.epoch)
      if (newest) return newest
      const telling = failures.find((failure) => !isUnreached.has(toFailure(failure).code))
      throw telling ?? failures[0]
    },
    ask(onAnswer) {
      for (const address of addresses) askOne(address, closing.signal).then(onAnswer, () => undefined)
    },
    close() {
      closing.abort(new AppError('cancelled', 'the connection was closed'))
      for (const client of clients.values()) client.then(cut, () => undefined)
    },
  }
}

const isUnreached: ReadonlySet<string> = new Set([
  'connect_refused',
  'connect_timeout',
  'host_not_found',
  'connection_lost',
  'command_timeout',
])

/** Waits for all, but not longer than the grace once one has answered. */
async function inTime(asked: readonly Promise<NamedPrimary>[]) {
  const answers: NamedPrimary[] = []
  const failures: unknown[] = []
  await new Promise<void>((resolve) => {
    const settled = () => {
      if (answers.length + failures.length === asked.length) resolve()
    }
    for (const one of asked) {
      one.then(
        (answer) => {
          if (answers.push(answer) === 1) setTimeout(resolve, graceMs)
          settled()
        },
        (failure: unknown) => {
          failures.push(failure)
          settled()
        },
      )
    }
  })
  return { answers, failures }
}

/**
 * While a failover is on its way SENTINEL MASTER tells the new epoch with the former address; the address that counts is
 * the one the other command gives. Source: sentinel.c, sentinelGetCurrentMasterAddress.
 * @param master - fields and values in turn @param address - host and port
 */
function answerOf(master: unknown, address: unknown): NamedPrimary {
  const words = Array.isArray(master) ? master.map(textOf) : []
  const [host = '', port = ''] = Array.isArray(address) ? address.map(textOf) : []
  return { host, port: Number(port), epoch: Number(words[words.indexOf('config-epoch') + 1] ?? 0) }
}

function refusal(error: unknown, name: string, place: Place): AppError {
  const details = { params: { ...place, name }, cause: error }
  if (isReplyError(error) && /no such master/i.test(error.message))
    return new AppError('sentinel_name_unknown', error.message, details)
  if (isReplyError(error) && /unknown command/i.test(error.message))
    return new AppError('not_a_sentinel', error.message, details)
  return readFailure(error, 'SENTINEL MASTER', place)
}
