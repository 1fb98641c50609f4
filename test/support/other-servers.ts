import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** A server of another version than this machine's. */
export interface OtherServer {
  readonly name: string
  /** What starts it: the loader and the libraries it was built for, and the program. */
  readonly program: readonly [string, ...string[]]
}

interface Release {
  readonly name: string
  readonly suite: string
  /** Program and the packages it comes in. */
  readonly binary: string
  readonly packages: readonly string[]
}

/** Debian carries one version of each in every release, and new ones in sid first. */
export const releases: readonly Release[] = [
  { name: 'Redis 8.0', suite: 'trixie', binary: 'redis-server', packages: ['redis-server', 'redis-tools'] },
  // The newest there is. What carries it moves on: within this major version it stays the same to us.
  { name: 'Valkey 9', suite: 'sid', binary: 'valkey-server', packages: ['valkey-server', 'valkey-tools'] },
  { name: 'Valkey 8.1', suite: 'trixie', binary: 'valkey-server', packages: ['valkey-server', 'valkey-tools'] },
]

/**
 * Unpacks a release's server with its own libraries into the cache folder, nothing of it into the system. apt checks the
 * signature of the release and the hash of every package.
 * @throws Error where this is no Debian on x64, or its mirror is out of reach
 */
export function fetchOtherServer({ name, suite, binary, packages }: Release): OtherServer {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'provider-cache-console', 'other-servers')
  const folder = join(cache, `${suite}-${binary}`)
  if (!existsSync(folder)) {
    const making = `${folder}.${process.pid}`
    mkdirSync(making, { recursive: true })
    try {
      unpack(making, suite, packages)
      renameSync(making, folder)
    } catch (error) {
      rmSync(making, { recursive: true, force: true })
      throw error
    }
  }
  const libraries = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu'].map((path) => join(folder, 'root', path))
  const loader = libraries.map((path) => join(path, 'ld-linux-x86-64.so.2')).find((path) => existsSync(path))
  if (!loader) throw new Error(`${name}: its packages hold no loader for x64`)
  return { name, program: [loader, '--library-path', libraries.join(':'), join(folder, 'root', 'usr', 'bin', binary)] }
}

function unpack(folder: string, suite: string, packages: readonly string[]): void {
  const path = (...names: string[]) => join(folder, ...names)
  for (const name of ['state/lists/partial', 'cache/archives/partial', 'debs', 'root'])
    mkdirSync(path(name), { recursive: true })
  const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'
  writeFileSync(path('sources.list'), `deb [signed-by=${keyring}] http://deb.debian.org/debian ${suite} main\n`)
  const settings = {
    'Dir::Etc::sourcelist': path('sources.list'),
    'Dir::Etc::sourceparts': path('none'),
    'Dir::State': path('state'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': path('cache'),
    'Acquire::Languages': 'none',
  }
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])
  const run = (program: string, args: readonly string[], cwd = folder) =>
    execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 240_000 })
  run('apt-get', [...options, '-qq', 'update'])
  const only = ['recommends', 'suggests', 'conflicts', 'breaks', 'replaces', 'enhances'].map((kind) => `--no-${kind}`)
  const names = run('apt-cache', [...options, 'depends', '--recurse', ...only, ...packages])
  const needed = names.split('\n').filter((line) => /^(lib|lua|redis|valkey)\S*$/.test(line))
  run('apt-get', [...options, '-qq', 'download', ...new Set(needed)], path('debs'))
  for (const file of readdirSync(path('debs'))) run('dpkg-deb', ['-x', path('debs', file), path('root')])
  for (const name of ['state', 'cache', 'debs']) rmSync(path(name), { recursive: true })
}
