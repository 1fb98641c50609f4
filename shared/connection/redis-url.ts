import type { SentinelOptions, ServerAddress, TlsOptions } from '../contract/connection.ts'

/** What a Redis URL says. Credentials are percent-decoded; null where the URL names none. */
export interface RedisUrl {
  /** The path of the socket where it names a Unix socket. */
  readonly host: string
  readonly port: number
  readonly database: number
  readonly username: string | null
  readonly password: string | null
  readonly tls: TlsOptions
  readonly sentinel?: SentinelOptions | undefined
}

/** Why a text is no Redis URL. Never carries any of the text: a pasted URL may hold a password. */
export type RedisUrlProblem =
  | 'empty'
  | 'too_long'
  | 'bad_characters'
  | 'bad_scheme'
  | 'bad_escape'
  | 'bad_host'
  | 'bad_port'
  | 'bad_database'
  | 'bad_sentinel'
  | 'bad_path'
  | 'has_query'

export type ParsedRedisUrl =
  | { readonly ok: true; readonly value: RedisUrl }
  | { readonly ok: false; readonly reason: RedisUrlProblem }

const longest = 8_192
const highestDatabase = 1_000_000

const defaultPort = 6_379
const sentinelPort = 26_379

/**
 * Reads `redis://[[user][:password]@]host[:port][/database]`; `rediss://` means TLS with verification. Port 6379 and
 * database 0 where none is given. Query parts are refused: what a client makes of them differs from program to program.
 * Of several sentinels: `redis-sentinel://[[user][:password]@]host[:port][,host[:port]…][/database]#name`, and
 * `rediss-sentinel://` for TLS; user and password are the server's. A Unix socket: `unix://[[user][:password]@]/path[?db=n]`.
 * Not made with `URL`: it lets tabs and line ends vanish, and knows no host rules for this scheme.
 * Sources: IANA registration of the redis and rediss schemes; Lettuce's and redis-py's forms of the others.
 */
export function parseRedisUrl(text: string): ParsedRedisUrl {
  const trimmed = text.trim()
  if (trimmed === '') return problem('empty')
  if (trimmed.length > longest) return problem('too_long')
  if (!/^[\x21-\x7e]+$/.test(trimmed)) return problem('bad_characters')
  const scheme = /^(redis|rediss|redis-sentinel|rediss-sentinel|unix):\/\//i.exec(trimmed)
  if (!scheme) return problem('bad_scheme')
  const rest = trimmed.slice(scheme[0].length)
  const [kind = '', isSentinel] = (scheme[1] ?? '').toLowerCase().split('-')
  if (kind === 'unix') return parseSocket(rest)
  const end = rest.search(/[/?#]/)
  const [userInfo, places] = cutAtLast(end === -1 ? rest : rest.slice(0, end), '@')
  const behind = end === -1 ? '' : rest.slice(end)
  // An @ out here means that a sign of the password, left unescaped, ended the address early.
  if (behind.includes('@')) return problem('bad_escape')
  const [path, fragment] = isSentinel === undefined ? [behind, ''] : cutAtFirst(behind, '#')
  if (/[?#]/.test(path)) return problem('has_query')
  const database = path === '' || path === '/' ? 0 : wholeNumber(path.slice(1), highestDatabase)
  if (database === null) return problem('bad_database')
  const credentials = credentialsOf(userInfo)
  if (!credentials) return problem('bad_escape')
  const tls = { enabled: kind === 'rediss', verify: true, ca: null }
  const addresses =
    isSentinel === undefined ? parseAddresses(places, defaultPort, 1) : parseAddresses(places, sentinelPort)
  if (!addresses.ok) return addresses
  const [first, ...others] = addresses.value as [ServerAddress, ...ServerAddress[]] // never empty
  const url = { ...first, database, ...credentials, tls }
  if (isSentinel === undefined) return { ok: true, value: url }
  const name = fragment.slice(1)
  if (!/^[\w.-]{1,128}$/.test(name)) return problem('bad_sentinel')
  return { ok: true, value: { ...url, sentinel: { name, others, username: null } } }
}

const problem = (reason: RedisUrlProblem) => ({ ok: false, reason }) as const

/**
 * Reads `host[:port][,host[:port]…]`, as they stand in a URL or a field.
 * @param most - how many there may be; one is the least
 */
export function parseAddresses(
  text: string,
  port: number,
  most = 16,
):
  | { readonly ok: true; readonly value: readonly ServerAddress[] }
  | { readonly ok: false; readonly reason: RedisUrlProblem } {
  const parts = most === 1 ? [text] : text.split(',')
  if (parts.length > most) return problem('bad_host')
  const value: ServerAddress[] = []
  for (const part of parts) {
    const place = /^(\[[^\]]*\]|[^:[\]]*)(?::(\d*))?$/.exec(part.trim())
    if (!place) return problem(/^[^:]*:[^:]*$/.test(part) ? 'bad_port' : 'bad_host')
    const host = hostOf(place[1] ?? '')
    if (host === null) return problem('bad_host')
    const given = place[2] === undefined || place[2] === '' ? port : wholeNumber(place[2], 65_535)
    if (given === null || given === 0) return problem('bad_port')
    value.push({ host, port: given })
  }
  return { ok: true, value }
}

function parseSocket(rest: string): ParsedRedisUrl {
  const [beforeQuery, query] = cutAtFirst(rest, '?')
  const slash = beforeQuery.indexOf('/')
  const [userInfo, host] = cutAtLast(beforeQuery.slice(0, Math.max(0, slash)), '@')
  if (slash === -1 || host !== '') return problem('bad_path')
  const credentials = credentialsOf(userInfo)
  const path = decoded(beforeQuery.slice(slash))
  if (!credentials || path === null) return problem('bad_escape')
  if (path.length < 2 || path.length > 107 || path.includes('\0') || path.includes('#')) return problem('bad_path')
  const database = query === '' ? 0 : wholeNumber(/^\?db=(\d+)$/.exec(query)?.[1] ?? '', highestDatabase)
  if (database === null) return problem('has_query')
  const tls = { enabled: false, verify: true, ca: null }
  return { ok: true, value: { host: path, port: defaultPort, database, ...credentials, tls } }
}

function credentialsOf(userInfo: string | null): { username: string | null; password: string | null } | null {
  if (userInfo === null) return { username: null, password: null }
  const [username, password] = cutAtFirst(userInfo, ':')
  const [name, secret] = [decoded(username), decoded(password.slice(1))]
  if (name === null || secret === null) return null
  return { username: name === '' ? null : name, password: secret === '' ? null : secret }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** @returns the host as a client connects to it (IPv6 without brackets), or null */
function hostOf(text: string): string | null {
  if (text.startsWith('[')) {
    const inner = text.slice(1, -1)
    return isIpv6(inner) ? inner.toLowerCase() : null
  }
  const isName =
    text.length <= 253 &&
    text.split('.').every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label))
  return isName ? text.toLowerCase() : null
}

/** Groups, one gap at most, an IPv4 tail and a zone (`fe80::1%eth0`) are allowed. */
function isIpv6(text: string): boolean {
  const [address = '', zone] = text.split('%')
  if (zone !== undefined && !/^[\w.-]{1,32}$/.test(zone)) return false
  const plain = address.replace(/(?<=:)\d{1,3}(?:\.\d{1,3}){3}$/, '0:0')
  const halves = plain.split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const right = halves.length === 2 ? groups.length < 8 : groups.length === 8
  return right && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
}

function wholeNumber(text: string, most: number): number | null {
  return /^\d{1,7}$/.test(text) && Number(text) <= most ? Number(text) : null
}

/** The second part keeps the mark it was cut at. */
function cutAtFirst(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}

function cutAtLast(text: string, mark: string): [string | null, string] {
  const at = text.lastIndexOf(mark)
  return at === -1 ? [null, text] : [text.slice(0, at), text.slice(at + 1)]
}
