import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { AppError } from '../core/app-error.ts'

/** A private server on loopback, run by this process alone. */
export interface LocalRedis {
  readonly port: number
  readonly password: string
  readonly pid: number
  readonly runId: string
  stop(): Promise<void>
}

/** How a server left behind by a killed console is recognised: only one that knows the password and has this pid is ours. */
interface LeftBehind {
  readonly pid: number
  readonly port: number
  readonly password: string
}

/** Who a server on loopback says it is (INFO server). */
export interface ServerAnswer {
  readonly processId: number
  readonly runId: string
}

/** Asks a server on loopback who it is; null where nothing answers to that password. Given by the composition (ioredis). */
export type AskServer = (port: number, password: string) => Promise<ServerAnswer | null>

export interface LocalRedisOptions {
  /** Own data folder, 0700; holds the server's files and its record. */
  readonly folder: string
  readonly randomHex: (count: number) => string
  readonly askServer: AskServer
  readonly signal: AbortSignal
}

const names = ['redis-server', 'valkey-server']

/** The exact command to type where no server is found, by platform. */
const installCommand: Readonly<Record<string, string>> = {
  linux: 'sudo apt-get install redis-server',
  darwin: 'brew install redis',
  win32: 'winget install Memurai.MemuraiDeveloper',
}

/** @returns the path of a redis-server or valkey-server on this machine, or null */
export function findRedisServer(env: NodeJS.ProcessEnv): string | null {
  const extension = process.platform === 'win32' ? '.exe' : ''
  const folders = (env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/opt/homebrew/bin')
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name + extension)))
  if (env.PCC_REDIS_SERVER) candidates.unshift(env.PCC_REDIS_SERVER)
  return candidates.find(isExecutable) ?? null
}

/**
 * Starts a private server: loopback, free port, random password, nothing written to disk but its own folder. A server
 * that an earlier, killed console left behind is ended first, by pid and identity.
 * @throws AppError `redis_server_missing` with the command to type
 */
export async function startLocalRedis(options: LocalRedisOptions): Promise<LocalRedis> {
  const { folder, randomHex, askServer, signal } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await endLeftBehind(folder, askServer)
  const binary = findRedisServer(process.env)
  if (!binary) {
    const command = installCommand[process.platform] ?? 'install redis-server 6.2 or newer'
    throw new AppError('redis_server_missing', 'no redis-server or valkey-server found', { params: { command } })
  }
  // Another process may take the free port before the server does; it then dies at once and the next port is tried.
  for (let attempt = 0; attempt < 5; attempt++) {
    signal.throwIfAborted()
    const port = await freePort()
    const password = randomHex(24)
    const child = launch(binary, folder, port, password)
    const answer = await waitUntilUp(child, port, password, askServer)
    if (answer) {
      const { processId: pid, runId } = answer
      await writeFile(recordFile(folder), JSON.stringify({ pid, port, password } satisfies LeftBehind), { mode: 0o600 })
      return { port, password, pid, runId, stop: () => stop(child, folder) }
    }
    child.kill('SIGKILL')
  }
  throw new AppError('internal', `${binary} does not start on loopback`)
}

function launch(binary: string, folder: string, port: number, password: string): ChildProcess {
  // The configuration goes in by standard input: a password among the arguments could be read by every user.
  const child = spawn(binary, ['-'], { cwd: folder, stdio: ['pipe', 'ignore', 'ignore'] })
  child.on('error', () => undefined) // a binary that cannot run shows as a server that never comes up
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(
    [
      'bind 127.0.0.1',
      `port ${port}`,
      'protected-mode yes',
      `requirepass ${password}`,
      `dir ${JSON.stringify(folder)}`,
      'save ""',
      'appendonly no',
      'daemonize no',
      'maxmemory 256mb',
      'maxmemory-policy allkeys-lru',
      '',
    ].join('\n'),
  )
  // The last resort on every way out that still runs JavaScript; a kill is mended by the next start.
  process.once('exit', () => child.kill('SIGKILL'))
  return child
}

/** The answer must come from our own child: a stranger may own the port by now. */
async function waitUntilUp(
  child: ChildProcess,
  port: number,
  password: string,
  ask: AskServer,
): Promise<ServerAnswer | null> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null && child.pid !== undefined; attempt++) {
    const answer = await ask(port, password)
    if (answer?.processId === child.pid) return answer
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  return null
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const patience = setTimeout(() => child.kill('SIGKILL'), 2_000)
    await gone
    clearTimeout(patience)
  }
  await rm(recordFile(folder), { force: true })
}

async function endLeftBehind(folder: string, ask: AskServer): Promise<void> {
  const text = await readFile(recordFile(folder), 'utf8').catch(() => null)
  if (text === null) return
  const left = parseRecord(text)
  if (left && (await ask(left.port, left.password))?.processId === left.pid) process.kill(left.pid, 'SIGTERM')
  await rm(recordFile(folder), { force: true })
}

function parseRecord(text: string): LeftBehind | null {
  try {
    const record: unknown = JSON.parse(text)
    if (typeof record !== 'object' || record === null) return null
    const { pid, port, password } = record as Partial<LeftBehind> // checked on the next line
    return typeof pid === 'number' && typeof port === 'number' && typeof password === 'string'
      ? { pid, port, password }
      : null
  } catch {
    return null
  }
}

const recordFile = (folder: string) => join(folder, 'server.json')

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
