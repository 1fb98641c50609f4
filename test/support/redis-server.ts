import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ConnectionTarget } from '../../shared/contract/connection.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

/** A real server on loopback that belongs to one test file. */
export interface TestRedis {
  readonly host: string
  readonly port: number
  readonly pid: number
  readonly folder: string
  /** `redis://<host>:<port>/0`, with the password where there is one. */
  readonly url: string
  readonly password: string | null
  /** Runs redis-cli against it. @returns what it printed, without the last line end */
  cli(...args: string[]): Promise<string>
  /** Sends a signal to the server's process: `SIGSTOP`, `SIGCONT`, `SIGKILL`. */
  signal(signal: NodeJS.Signals): void
  /** Ends it, however it fares, and removes its folder. */
  stop(): Promise<void>
}

export interface TestRedisOptions {
  readonly password?: string
  /** Further arguments of redis-server, e.g. `['--maxmemory', '10mb']`. */
  readonly args?: readonly string[]
  /** A configuration file it starts from, and CONFIG REWRITE writes to. */
  readonly file?: string
  /** Take this port again: a server that comes back, without its data. */
  readonly port?: number
  /** Speak TLS on its port, and nothing else; the certificates are arguments. */
  readonly tls?: boolean
  /** Run it as a sentinel with these lines of configuration. */
  readonly sentinel?: string
  /** Another program than the redis-server of this machine, with what goes before its arguments. */
  readonly program?: readonly [program: string, ...args: string[]]
  /** Another place than this machine's loopback: its address, and what goes before a program that is to run there. */
  readonly network?: { readonly host: string; readonly enter: readonly string[] }
  /** Take this folder again, with the data it holds; it is removed at the end all the same. */
  readonly folder?: string
}

/** A test run that breaks off leaves no server behind. */
const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** Starts a server on a free port and checks that it is really ours that answers there. */
export async function startRedis(options: TestRedisOptions = {}): Promise<TestRedis> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'pcc-redis-')))
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = options.port ?? (await freePort())
    if (options.sentinel !== undefined) await writeFile(join(folder, 'sentinel.conf'), options.sentinel)
    const child = launch(folder, port, options)
    const redis = describe(child, port, folder, options)
    if (await answersAsItself(child, redis)) return redis
    child.kill('SIGKILL')
  }
  throw new Error('redis-server does not start')
}

function launch(folder: string, port: number, options: TestRedisOptions): ChildProcess {
  const secret = options.password === undefined ? [] : ['--requirepass', options.password]
  const file = options.file === undefined ? [] : [options.file]
  const ports = options.tls ? ['--port', '0', '--tls-port', String(port)] : ['--port', String(port)]
  const open = options.network ? ['--protected-mode', 'no'] : []
  const place = [...ports, '--bind', hostOf(options), ...open, '--dir', folder]
  const args =
    options.sentinel === undefined
      ? [...file, ...place, '--save', '', '--appendonly', 'no', ...secret]
      : [join(folder, 'sentinel.conf'), '--sentinel', ...place]
  const [program = '', ...before] = [...(options.network?.enter ?? []), ...(options.program ?? ['redis-server'])]
  const child = spawn(program, [...before, ...args, ...(options.args ?? [])], { stdio: 'ignore' })
  child.on('error', () => undefined) // shows as a server that never answers
  children.add(child)
  return child
}

const hostOf = ({ network }: TestRedisOptions) => network?.host ?? '127.0.0.1'

function describe(child: ChildProcess, port: number, folder: string, options: TestRedisOptions): TestRedis {
  const { password = null, tls = false } = options
  const secret = [
    ...(password === null ? [] : ['-a', password, '--no-auth-warning']),
    ...(tls ? ['--tls', '--insecure'] : []),
  ]
  const host = hostOf(options)
  const [program, ...before] = [...(options.network?.enter ?? []), 'redis-cli', '-h', host, '-p', String(port)]
  return {
    host,
    port,
    pid: child.pid ?? 0,
    folder,
    password,
    url: `redis://${password === null ? '' : `:${encodeURIComponent(password)}@`}${host}:${port}/0`,
    async cli(...args) {
      const { stdout } = await run(program, [...before, ...secret, ...args], { maxBuffer: 256 * 1024 * 1024 })
      return stdout.replace(/\n$/, '')
    },
    signal: (signal) => void child.kill(signal),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
        child.kill('SIGKILL')
        await gone
      }
      children.delete(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answersAsItself(child: ChildProcess, redis: TestRedis): Promise<boolean> {
  for (let attempt = 0; attempt < 100 && child.exitCode === null; attempt++) {
    const info = await redis.cli('info', 'server').catch(() => '')
    if (Number(/^process_id:(\d+)/m.exec(info)?.[1]) === child.pid) return true
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return false
}

/** The target of a test server, writable unless said otherwise. */
export function targetOf(
  redis: { readonly port: number; readonly host?: string },
  change: Partial<ConnectionTarget> = {},
): ConnectionTarget {
  return {
    host: redis.host ?? '127.0.0.1',
    port: redis.port,
    database: 0,
    username: null,
    tls: { enabled: false, verify: true, ca: null },
    environment: 'development',
    readOnly: false,
    ...change,
  }
}
