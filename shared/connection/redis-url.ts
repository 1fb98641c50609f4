/** What a Redis URL says. Credentials are percent-decoded; null where the URL names none. */
export interface RedisUrl {
  readonly host: string
  readonly port: number
  readonly database: number
  readonly username: string | null
  readonly password: string | null
  readonly tls: { readonly enabled: boolean; readonly verify: boolean; readonly ca: string | null }
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
  | 'has_query'

export type ParsedRedisUrl =
  | { readonly ok: true; readonly value: RedisUrl }
  | { readonly ok: false; readonly reason: RedisUrlProblem }

const longest = 8_192
const highestDatabase = 1_000_000

/**
 * Reads `redis://[[user][:password]@]host[:port][/database]`; `rediss://` means TLS with verification. Port 6379 and
 * database 0 where none is given. Query parts are refused: what a client makes of them differs from program to program.
 * Not made with `URL`: it lets tabs and line ends vanish, and knows no host rules for this scheme.
 * Source: IANA registration of the redis and rediss schemes.
 */
export function parseRedisUrl(text: string): ParsedRedisUrl {
  const problem = (reason: RedisUrlProblem) => ({ ok: false, reason }) as const
  const trimmed = text.trim()
  if (trimmed === '') return problem('empty')
  if (trimmed.length > longest) return problem('too_long')
  if (!/^[\x21-\x7e]+$/.test(trimmed)) return problem('bad_characters')
  const scheme = /^(rediss?):\/\//i.exec(trimmed)
  if (!scheme) return problem('bad_scheme')
  const rest = trimmed.slice(scheme[0].length)
  const end = rest.search(/[/?#]/)
  const [userInfo, hostAndPort] = cutAtLast(end === -1 ? rest : rest.slice(0, end), '@')
  const path = end === -1 ? '' : rest.slice(end)
  // An @ out here means that a sign of the password, left unescaped, ended the address early.
  if (path.includes('@')) return problem('bad_escape')
  if (/[?#]/.test(path)) return problem('has_query')
  const place = /^(\[[^\]]*\]|[^:[\]]*)(?::(\d*))?$/.exec(hostAndPort)
  if (!place) return problem(/^[^:]*:[^:]*$/.test(hostAndPort) ? 'bad_port' : 'bad_host')
  const host = hostOf(place[1] ?? '')
  if (host === null) return problem('bad_host')
  const port = place[2] === undefined || place[2] === '' ? 6_379 : wholeNumber(place[2], 65_535)
  if (port === null || port === 0) return problem('bad_port')
  const database = path === '' || path === '/' ? 0 : wholeNumber(path.slice(1), highestDatabase)
  if (database === null) return problem('bad_database')
  const credentials = credentialsOf(userInfo)
  if (!credentials) return problem('bad_escape')
  const tls = { enabled: scheme[1]?.toLowerCase() === 'rediss', verify: true, ca: null }
  return { ok: true, value: { host, port, database, ...credentials, tls } }
}

function credentialsOf(userInfo: string | null): { username: string | null; password: string | null } | null {
  if (userInfo === null) return { username: null, password: null }
  const [username, password] = cutAtFirst(userInfo, ':')
  try {
    return {
      username: username === '' ? null : decodeURIComponent(username),
      password: password.length < 2 ? null : decodeURIComponent(password.slice(1)),
    }
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
