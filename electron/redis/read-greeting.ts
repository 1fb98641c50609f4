import { connect } from 'node:net'
import type { ServerAddress } from '../../shared/contract/connection.ts'

const patienceMs = 1_000

/**
 * What a server says before it is spoken to. Redis says nothing, unless it has no room for another connection: then it
 * gives its reason and hangs up, and who speaks first may lose the reason to the reset.
 * @returns the first bytes as text; '' where none come
 */
export function readGreeting({ host, port }: ServerAddress): Promise<string> {
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? connect(host) : connect(port, host)
    const done = (text: string) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(text)
    }
    const timer = setTimeout(() => done(''), patienceMs)
    socket.once('data', (bytes) => done(bytes.toString('latin1')))
    socket.once('error', () => done(''))
    socket.once('close', () => done(''))
  })
}
