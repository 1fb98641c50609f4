import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** A server seen from far away. */
export interface DelayProxy {
  readonly port: number
  close(): Promise<void>
}

/** Passes bytes on to a port of this machine, each way after half the round trip; order and content stay. */
export async function startDelayProxy(toPort: number, roundTripMs: number): Promise<DelayProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1')
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.setNoDelay(true)
      one.on('data', (bytes: Buffer) => void setTimeout(() => other.writable && other.write(bytes), roundTripMs / 2))
      one.on('error', () => undefined) // shows as a connection that ends
      one.on('close', () => {
        sockets.delete(one)
        setTimeout(() => other.destroy(), roundTripMs / 2)
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
