import type { RedisUrl } from '../../../shared/connection/redis-url.ts'
import type {
  ConnectionProfile,
  Environment,
  PasswordInput,
  ProfileDraft,
} from '../../../shared/contract/connection.ts'

export type PasswordKind = PasswordInput['kind']

/** What stands in the fields; numbers are still text. */
export interface ProfileForm {
  readonly id: string | null
  readonly name: string
  readonly host: string
  readonly port: string
  readonly database: string
  readonly username: string
  readonly passwordKind: PasswordKind
  readonly password: string
  readonly tls: boolean
  readonly verify: boolean
  readonly ca: string
  readonly environment: Environment
  readonly readOnly: boolean
}

export type FormField = 'name' | 'host' | 'port' | 'database'

/** A new connection may read and nothing else until the operator says otherwise. */
export const emptyForm: ProfileForm = {
  id: null,
  name: '',
  host: '127.0.0.1',
  port: '6379',
  database: '0',
  username: '',
  passwordKind: 'none',
  password: '',
  tls: false,
  verify: true,
  ca: '',
  environment: 'production',
  readOnly: true,
}

export function formOf(profile: ConnectionProfile): ProfileForm {
  const { id, name, host, port, database, username, tls, environment, readOnly, password } = profile
  return {
    id,
    name,
    host,
    port: String(port),
    database: String(database),
    username: username ?? '',
    passwordKind: password === 'stored' ? 'keep' : password,
    password: '',
    tls: tls.enabled,
    verify: tls.verify,
    ca: tls.ca ?? '',
    environment,
    readOnly,
  }
}

/** Fills in what a pasted URL says. @param canStore - whether this machine can keep a secret */
export function withUrl(form: ProfileForm, url: RedisUrl, canStore: boolean): ProfileForm {
  const kind = canStore ? 'store' : 'ask'
  return {
    ...form,
    name: form.name === '' ? url.host : form.name,
    host: url.host,
    port: String(url.port),
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
  const host = form.host.trim()
  if (host === '' || host.length > 255 || /\s/.test(host)) problems.add('host')
  const port = wholeNumber(form.port)
  if (port === null || port < 1 || port > 65_535) problems.add('port')
  const database = wholeNumber(form.database)
  if (database === null || database > 1_000_000) problems.add('database')
  return problems
}

/** @returns what main is asked to test or save, or null while a field is wrong */
export function draftOf(form: ProfileForm): ProfileDraft | null {
  if (problemsOf(form).size > 0) return null
  return {
    id: form.id,
    name: form.name.trim(),
    host: form.host.trim(),
    port: Number(form.port),
    database: Number(form.database),
    username: form.username === '' ? null : form.username,
    tls: { enabled: form.tls, verify: form.verify, ca: form.ca.trim() === '' ? null : form.ca },
    environment: form.environment,
    readOnly: form.readOnly,
    password: passwordOf(form),
  }
}

function passwordOf({ passwordKind, password }: ProfileForm): PasswordInput {
  return passwordKind === 'store' || passwordKind === 'ask' ? { kind: passwordKind, password } : { kind: passwordKind }
}

function wholeNumber(text: string): number | null {
  return /^\d{1,7}$/.test(text.trim()) ? Number(text) : null
}
