import { addressText } from '../../../shared/connection/address-text.ts'
import { parseAddresses, type RedisUrl } from '../../../shared/connection/redis-url.ts'
import type {
  ConnectionProfile,
  Environment,
  PasswordInput,
  PasswordKeeping,
  ProfileDraft,
  ServerAddress,
} from '../../../shared/contract/connection.ts'

export type PasswordKind = PasswordInput['kind']

/** How the server is found. */
export const reaches = ['direct', 'sentinel', 'socket'] as const
export type Reach = (typeof reaches)[number]

/** What stands in the fields; numbers and lists are still text. What the chosen way does not need is kept, not sent. */
export interface ProfileForm {
  readonly id: string | null
  readonly name: string
  readonly reach: Reach
  readonly host: string
  readonly port: string
  readonly socket: string
  /** `host[:port]`, separated by commas. */
  readonly sentinels: string
  readonly sentinelName: string
  readonly sentinelUsername: string
  readonly sentinelPasswordKind: PasswordKind
  readonly sentinelPassword: string
  readonly database: string
  readonly username: string
  readonly passwordKind: PasswordKind
  readonly password: string
  readonly tls: boolean
  readonly verify: boolean
  readonly ca: string
  readonly crlFile: string
  readonly certFile: string
  readonly keyFile: string
  readonly environment: Environment
  readonly readOnly: boolean
}

export type FormField = 'name' | 'host' | 'port' | 'socket' | 'sentinels' | 'sentinelName' | 'database' | 'client'

const sentinelPort = 26_379

/** A new connection may read and nothing else until the operator says otherwise. */
export const emptyForm: ProfileForm = {
  id: null,
  name: '',
  reach: 'direct',
  host: '127.0.0.1',
  port: '6379',
  socket: '',
  sentinels: '',
  sentinelName: '',
  sentinelUsername: '',
  sentinelPasswordKind: 'none',
  sentinelPassword: '',
  database: '0',
  username: '',
  passwordKind: 'none',
  password: '',
  tls: false,
  verify: true,
  ca: '',
  crlFile: '',
  certFile: '',
  keyFile: '',
  environment: 'production',
  readOnly: true,
}

export function formOf(profile: ConnectionProfile): ProfileForm {
  const { id, name, database, username, tls, environment, readOnly, password, sentinelPassword = 'none' } = profile
  return {
    ...emptyForm,
    id,
    name,
    ...placeOf(profile),
    sentinelPasswordKind: kindOf(sentinelPassword),
    database: String(database),
    username: username ?? '',
    passwordKind: kindOf(password),
    tls: tls.enabled,
    verify: tls.verify,
    ca: tls.ca ?? '',
    crlFile: tls.crlFile ?? '',
    certFile: tls.client?.certFile ?? '',
    keyFile: tls.client?.keyFile ?? '',
    environment,
    readOnly,
  }
}

const kindOf = (keeping: PasswordKeeping): PasswordKind => (keeping === 'stored' ? 'keep' : keeping)

/** The way to the server, and the fields that way has. */
function placeOf({ host, port, sentinel }: Pick<RedisUrl, 'host' | 'port' | 'sentinel'>): Partial<ProfileForm> {
  if (host.startsWith('/')) return { reach: 'socket', socket: host }
  if (!sentinel) return { reach: 'direct', host, port: String(port) }
  return {
    reach: 'sentinel',
    sentinels: [{ host, port }, ...sentinel.others].map(addressText).join(', '),
    sentinelName: sentinel.name,
    sentinelUsername: sentinel.username ?? '',
  }
}

/** Fills in what a pasted URL says. @param canStore - whether this machine can keep a secret */
export function withUrl(form: ProfileForm, url: RedisUrl, canStore: boolean): ProfileForm {
  const kind = canStore ? 'store' : 'ask'
  return {
    ...form,
    name: form.name === '' ? (url.sentinel?.name ?? url.host).slice(-64) : form.name,
    ...placeOf(url),
    database: String(url.database),
    username: url.username ?? '',
    tls: url.tls.enabled,
    verify: url.tls.verify,
    passwordKind: url.password === null ? 'none' : kind,
    password: url.password ?? '',
  }
}

/** @returns the fields that do not say what they should */
export function problemsOf(form: ProfileForm): ReadonlySet<FormField> {
  const problems = new Set<FormField>()
  const name = form.name.trim()
  if (name === '' || name.length > 64) problems.add('name')
  if (form.reach === 'direct') {
    const host = form.host.trim()
    if (host === '' || host.length > 255 || /\s/.test(host) || host.startsWith('/')) problems.add('host')
    const port = wholeNumber(form.port)
    if (port === null || port < 1 || port > 65_535) problems.add('port')
  }
  if (form.reach === 'socket' && !/^\/.{1,106}$/.test(form.socket.trim())) problems.add('socket')
  if (form.reach === 'sentinel') {
    if (sentinelsOf(form).length === 0) problems.add('sentinels')
    if (!/^[\w.-]{1,128}$/.test(form.sentinelName.trim())) problems.add('sentinelName')
  }
  const database = wholeNumber(form.database)
  if (database === null || database > 1_000_000) problems.add('database')
  const hasClient = form.tls && form.reach !== 'socket'
  if (hasClient && (form.certFile.trim() === '') !== (form.keyFile.trim() === '')) problems.add('client')
  return problems
}

/** @returns what main is asked to test or save, or null while a field is wrong */
export function draftOf(form: ProfileForm): ProfileDraft | null {
  if (problemsOf(form).size > 0) return null
  const { password, sentinelPassword } = form
  return {
    id: form.id,
    name: form.name.trim(),
    ...addressOf(form),
    database: Number(form.database),
    username: form.username === '' ? null : form.username,
    tls: tlsOf(form),
    environment: form.environment,
    readOnly: form.readOnly,
    password: passwordOf(form.passwordKind, password),
    ...(form.reach === 'sentinel' ? { sentinelPassword: passwordOf(form.sentinelPasswordKind, sentinelPassword) } : {}),
  }
}

function addressOf(form: ProfileForm): Pick<ProfileDraft, 'host' | 'port' | 'sentinel'> {
  if (form.reach === 'socket') return { host: form.socket.trim(), port: 6_379 }
  if (form.reach === 'direct') return { host: form.host.trim(), port: Number(form.port) }
  const [first, ...others] = sentinelsOf(form) as [ServerAddress, ...ServerAddress[]] // checked by problemsOf
  const username = form.sentinelUsername === '' ? null : form.sentinelUsername
  return { ...first, sentinel: { name: form.sentinelName.trim(), others, username } }
}

function tlsOf(form: ProfileForm): ProfileDraft['tls'] {
  const enabled = form.tls && form.reach !== 'socket'
  const client = { certFile: form.certFile.trim(), keyFile: form.keyFile.trim() }
  const crlFile = form.crlFile.trim()
  return {
    enabled,
    verify: form.verify,
    ca: form.ca.trim() === '' ? null : form.ca,
    ...(enabled && crlFile !== '' ? { crlFile } : {}),
    ...(enabled && client.certFile !== '' ? { client } : {}),
  }
}

function sentinelsOf({ sentinels }: ProfileForm): readonly ServerAddress[] {
  const parsed = parseAddresses(sentinels, sentinelPort)
  return parsed.ok ? parsed.value : []
}

function passwordOf(kind: PasswordKind, password: string): PasswordInput {
  return kind === 'store' || kind === 'ask' ? { kind, password } : { kind }
}

function wholeNumber(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : null
}
