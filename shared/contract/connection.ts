import { z } from 'zod'
import { Failure } from './failure.ts'
import { Count, Instant } from './primitives.ts'

export const Environment = z.enum(['production', 'staging', 'development'])
export type Environment = z.infer<typeof Environment>

const Host = z.string().min(1).max(255)
const Port = z.number().int().min(1).max(65_535)
const FilePath = z.string().min(1).max(4_096)

export const ServerAddress = z.strictObject({ host: Host, port: Port })
export type ServerAddress = z.infer<typeof ServerAddress>

/** Sentinels to ask for the primary. */
export const SentinelOptions = z.strictObject({
  /** The name by which they know it. Source: sentinel.c, the characters a name may have. */
  name: z.string().regex(/^[\w.-]{1,128}$/),
  /** Beside the one at the target's `host` and `port`. */
  others: z.array(ServerAddress).max(15),
  /** Who logs in to the sentinels themselves; null: their default user. */
  username: z.string().max(256).nullable(),
})
export type SentinelOptions = z.infer<typeof SentinelOptions>

export const TlsOptions = z.strictObject({
  enabled: z.boolean(),
  /** Certificates are verified unless the operator says otherwise for this profile; the exception stays on screen. */
  verify: z.boolean(),
  /** PEM text of an own certificate authority. */
  ca: z.string().max(200_000).nullable(),
  /** Files of this machine, PEM, read at each connection: the key never enters the console's own files. */
  client: z.strictObject({ certFile: FilePath, keyFile: FilePath }).optional(),
  /** A file of this machine, PEM, read at each connection: the revocation list of every authority of the server's chain. */
  crlFile: FilePath.optional(),
})
export type TlsOptions = z.infer<typeof TlsOptions>

/** Where a Redis is and how it may be used. Holds no secret. */
export const ConnectionTarget = z.strictObject({
  /** A name or address; what begins with `/` is the path of a Unix socket, and the port then counts for nothing. */
  host: Host,
  port: Port,
  database: z.number().int().min(0).max(1_000_000),
  username: z.string().max(256).nullable(),
  tls: TlsOptions,
  /** Given: `host` and `port` are a sentinel's, and it says where the primary is. */
  sentinel: SentinelOptions.optional(),
  environment: Environment,
  readOnly: z.boolean(),
})
export type ConnectionTarget = z.infer<typeof ConnectionTarget>

export const ProfileName = z.string().trim().min(1).max(64)

const PasswordKeeping = z.enum(['none', 'stored', 'ask'])
export type PasswordKeeping = z.infer<typeof PasswordKeeping>

/** A saved connection as the renderer sees it: whether a password is stored, never which. */
export const ConnectionProfile = ConnectionTarget.extend({
  id: z.string().max(64),
  name: ProfileName,
  password: PasswordKeeping,
  /** Of the sentinels; absent: none. */
  sentinelPassword: PasswordKeeping.optional(),
})
export type ConnectionProfile = z.infer<typeof ConnectionProfile>

/** A password on its way in: keep what is stored, use none, ask each time (used once now), or store it. */
export const PasswordInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('ask'), password: z.string().max(4_096) }),
  z.strictObject({ kind: z.literal('store'), password: z.string().max(4_096) }),
])
export type PasswordInput = z.infer<typeof PasswordInput>

export const ProfileDraft = ConnectionTarget.extend({
  /** null for a new profile. */
  id: z.string().max(64).nullable(),
  name: ProfileName,
  password: PasswordInput,
  sentinelPassword: PasswordInput.optional(),
})
export type ProfileDraft = z.infer<typeof ProfileDraft>

/** Who answered: bound into every token, compared after every reconnect. */
export const ServerIdentity = z.strictObject({
  /** `redis` or `valkey`. */
  product: z.string(),
  version: z.string(),
  /** Changes when the server process restarts. */
  runId: z.string(),
  host: z.string(),
  port: z.number().int(),
  database: z.number().int(),
  role: z.enum(['primary', 'replica']),
  topology: z.enum(['standalone', 'sentinel', 'cluster']),
  /** Only where Sentinel named the primary. */
  sentinel: z
    .strictObject({
      name: z.string(),
      /** The name and the sentinels asked: what stays the same when another server becomes the primary. */
      group: z.string(),
      /** Replicas the primary has now; null: it did not say. */
      replicas: Count.nullable(),
    })
    .optional(),
})
export type ServerIdentity = z.infer<typeof ServerIdentity>

/** Whether this user may run a command the console uses, and what is lost where it may not. */
export const Capability = z.strictObject({
  command: z.string(),
  /** null: the server does not let this user ask, and it cannot be tried without writing. */
  allowed: z.boolean().nullable(),
  /** The server has no such command; nobody may run it. */
  missing: z.literal(true).optional(),
  /** What needs it. */
  feature: z.enum(['browse', 'stats', 'invalidate', 'undo', 'policy', 'fetch', 'server', 'configure', 'live']),
})
export type Capability = z.infer<typeof Capability>

export const OpenConnection = z.strictObject({
  /** A saved profile's id, or `demo` for the demo workspace. */
  profileId: z.string(),
  name: z.string(),
  kind: z.enum(['demo', 'profile', 'ad-hoc']),
  target: ConnectionTarget,
  identity: ServerIdentity,
  /** Milliseconds of one round trip, measured at connect. */
  roundTripMs: z.number().nonnegative(),
  capabilities: z.array(Capability),
})
export type OpenConnection = z.infer<typeof OpenConnection>

/** What main says of its one connection; the renderer caches the last of these. */
export const ConnectionStatus = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('none') }),
  z.strictObject({ phase: z.literal('connecting'), name: z.string(), since: Instant }),
  z.strictObject({
    phase: z.literal('connected'),
    connection: OpenConnection,
    since: Instant,
    serverChanged: z.boolean(),
    /** Behind Sentinel: nobody says any more that this is the primary. Reading goes on, nothing destructive begins. */
    unconfirmed: Failure.optional(),
  }),
  z.strictObject({
    phase: z.literal('disconnected'),
    /** The last connection that stood; its figures stay on screen, marked stale. */
    connection: OpenConnection.nullable(),
    name: z.string(),
    failure: Failure,
    since: Instant,
    nextTryAt: Instant.nullable(),
  }),
])
export type ConnectionStatus = z.infer<typeof ConnectionStatus>

/** What a test of a draft found. A failed test is a failure of the reply, with the true cause. */
export const ConnectionTest = z.strictObject({
  identity: ServerIdentity,
  roundTripMs: z.number().nonnegative(),
  keys: Count,
  capabilities: z.array(Capability),
})
export type ConnectionTest = z.infer<typeof ConnectionTest>
