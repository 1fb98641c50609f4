import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { cacheDayOf } from '../../shared/time/cache-day.ts'
import type { ReplayAnswer, ReplayService } from './replay/replay-answer.ts'
import { createComprasnetReplay } from './replay/replay-comprasnet.ts'
import { createGovbrReplay } from './replay/replay-govbr.ts'
import { createPncpReplay } from './replay/replay-pncp.ts'
import type { Recorded } from './replay/shift-record.ts'

export interface ReplayOptions {
  /** Where the recordings lie, one JSON array per list. */
  readonly recordingsFolder: string
  /** How long every answer takes. */
  readonly latencyMs: number
  /** What the services take for now; the real time unless a test says otherwise. */
  readonly clock?: () => number
}

/** A loopback server that speaks the three services' APIs over recorded answers. */
export interface ReplayProvider {
  /** Base addresses by provider id. */
  readonly urls: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** Starts it on a free port of 127.0.0.1; nobody outside this machine can reach it. */
export async function startReplayProvider(options: ReplayOptions): Promise<ReplayProvider> {
  const { recordingsFolder, latencyMs, clock = Date.now } = options
  const read = (name: string) => readRecordings(join(recordingsFolder, name))
  const [pncp, contracts, legacy, govbr] = await Promise.all([
    read('pncp.json'),
    read('comprasnet-contracts.json'),
    read('comprasnet-legacy.json'),
    read('govbr.json'),
  ])
  const services: Readonly<Record<string, ReplayService>> = {
    pncp: createPncpReplay(pncp),
    comprasnet: createComprasnetReplay({ contracts, legacy }),
    govbr: createGovbrReplay(govbr),
  }
  const server = createServer((request, response) => {
    answerLater(response, latencyMs, () => answerTo(services, request, clock())).catch(() => response.destroy())
  })
  const port = await listen(server)
  const urls = Object.fromEntries(Object.keys(services).map((id) => [id, `http://127.0.0.1:${port}/${id}`]))
  return { urls, close: () => close(server) }
}

/** The first segment of the path says which service; what follows is that service's own path. */
function answerTo(
  services: Readonly<Record<string, ReplayService>>,
  request: IncomingMessage,
  now: number,
): ReplayAnswer {
  const url = new URL(request.url ?? '/', 'http://replay')
  const [, id = '', ...rest] = url.pathname.split('/')
  const service = Object.hasOwn(services, id) ? services[id] : undefined
  if (service === undefined || request.method !== 'GET') return { status: 404, type: 'text/plain', body: 'not found' }
  const header = (name: string) => {
    const value = request.headers[name]
    return typeof value === 'string' ? value : null
  }
  return service({ path: `/${rest.join('/')}`, query: url.searchParams, header, today: cacheDayOf(now) })
}

async function answerLater(response: ServerResponse, latencyMs: number, make: () => ReplayAnswer): Promise<void> {
  await wait(latencyMs)
  send(response, make())
}

function send(response: ServerResponse, { status, type, body }: ReplayAnswer): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` })
  response.end(body ?? undefined)
}

async function readRecordings(file: string): Promise<readonly Recorded[]> {
  return JSON.parse(await readFile(file, 'utf8')) as Recorded[] // our own file, shipped with the program
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)) // TCP, so it has a port
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
