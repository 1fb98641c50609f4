import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** One answer, as bytes and behaviour. */
export interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Waits before the head. */
  readonly delayMs?: number
  /** Never answers. */
  readonly silent?: boolean
  /** Sends the head and then nothing. */
  readonly stalled?: boolean
  /** Announces this length whatever the body is, and cuts the socket behind the body. */
  readonly announcedLength?: number
  /** Cuts the socket before the head. */
  readonly reset?: boolean
  /** Sends the body in one chunk and cuts the socket where the next one would begin. */
  readonly cut?: boolean
  /** Goes on sending this many bytes at a time, for ever. */
  readonly endless?: number
  /** Goes on sending one byte after each of these waits, for ever. */
  readonly dripMs?: number
}

export interface SeenRequest {
  readonly at: number
  readonly path: string
  readonly query: URLSearchParams
  /** As it came over the wire. */
  readonly url: string
  readonly headers: IncomingMessage['headers']
}

export interface ProviderServer {
  readonly url: string
  readonly seen: readonly SeenRequest[]
  /** Sockets open now. */
  openSockets(): number
  /** Resolves when no socket is open any more. */
  allClosed(): Promise<void>
  close(): Promise<void>
}

/** A loopback server that answers as told, request by request. */
export async function startProviderServer(
  answer: (request: SeenRequest, count: number) => Reply,
): Promise<ProviderServer> {
  const seen: SeenRequest[] = []
  const sockets = new Set<Socket>()
  const onceClosed = new Set<() => void>()
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://loopback')
    const { headers, url: raw = '/' } = incoming
    const request = { at: Date.now(), path: url.pathname, query: url.searchParams, url: raw, headers }
    seen.push(request)
    void send(answer(request, seen.length), response)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0) for (const tell of onceClosed) tell()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    openSockets: () => sockets.size,
    allClosed: () =>
      sockets.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            onceClosed.add(resolve)
          }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

async function send(reply: Reply, response: ServerResponse): Promise<void> {
  if (reply.silent === true) return
  if (reply.reset === true) return void response.socket?.destroy()
  if (reply.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.delayMs))
  const { status = 200, headers = { 'content-type': 'application/json' }, body = '' } = reply
  const announced = reply.announcedLength === undefined ? {} : { 'content-length': `${reply.announcedLength}` }
  response.writeHead(status, { ...headers, ...announced })
  if (reply.stalled === true) return response.flushHeaders()
  if (reply.endless !== undefined) return sendEndlessly(response, Buffer.alloc(reply.endless, 0x20))
  if (reply.dripMs !== undefined) return drip(response, reply.dripMs)
  if (reply.announcedLength === undefined && reply.cut !== true) return void response.end(body)
  response.write(body, () => response.socket?.destroy())
}

function drip(response: ServerResponse, everyMs: number): void {
  const timer = setInterval(() => response.write(' '), everyMs)
  response.once('close', () => clearInterval(timer))
}

function sendEndlessly(response: ServerResponse, chunk: Buffer): void {
  const more = () => {
    if (response.destroyed) return
    if (response.write(chunk)) setImmediate(more)
    else response.once('drain', more)
  }
  more()
}
