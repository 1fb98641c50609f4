import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { cacheFolder } from './cache-folder.mjs'
import { npmCommand, run } from './run.mjs'

const builder = 'redis-memory-server@0.17.1'
const version = '7.0.15'
const extension = process.platform === 'win32' ? '.exe' : ''

const builderFolder = () => join(cacheFolder(), 'redis-memory-server')
const builtServer = () =>
  join(builderFolder(), 'servers', version, process.platform === 'win32' ? 'memurai.exe' : 'redis-server')

/** @returns {string | null} a redis-server or valkey-server on this machine, one that we built included */
export function findRedisServer() {
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/opt/homebrew/bin')
  const names = ['redis-server', 'valkey-server'].map((name) => name + extension)
  const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)))
  return [process.env.PCC_REDIS_SERVER, ...candidates, builtServer()].find((path) => path && isExecutable(path)) ?? null
}

/** What a child process needs to find the server that we found. @returns {Record<string, string>} */
export function redisEnvironment() {
  const server = findRedisServer()
  if (!server) return {}
  return { PCC_REDIS_SERVER: server, PATH: [process.env.PATH, dirname(server)].filter(Boolean).join(delimiter) }
}

/**
 * Builds a redis-server from its source into the cache, where the system brings none. Needs make and a C compiler.
 * @param {(text: string) => void} say
 * @throws {Error} with the builder's own words
 */
export function buildRedisServer(say) {
  say(`No redis-server on this machine: building Redis ${version} with ${builder} (a few minutes, once) …`)
  const folder = builderFolder()
  const servers = join(folder, 'servers')
  mkdirSync(servers, { recursive: true })
  const [npm, first] = npmCommand()
  const installation = [
    'install',
    builder,
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--silent',
  ]
  run(npm, [...first, ...installation], { shell: npm.endsWith('.cmd') })
  const options = JSON.stringify({ version, downloadDir: servers })
  const code = `require('redis-memory-server/lib/util/RedisBinary').default.getPath(${options}).catch((error) => {
    console.error(error.message)
    process.exit(1)
  })`
  run(process.execPath, ['-e', code], { cwd: folder, timeout: 15 * 60_000 })
  if (!existsSync(builtServer())) throw new Error(`${builder} left no ${builtServer()}`)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
