import { readFileSync } from 'node:fs'
import { addressText } from '../../shared/connection/address-text.ts'
import { parseRedisUrl, type RedisUrl } from '../../shared/connection/redis-url.ts'
import { AppError } from '../core/app-error.ts'
import type { Core } from '../core/core.ts'
import { badUsage } from './arguments.ts'
import type { GlobalOptions } from './context.ts'

/**
 * Opens what `--url` or `--connection` names.
 * @param env - carries the passwords
 * @throws AppError `bad_input`, `unknown_profile`; with the true cause where the server cannot be reached
 */
export async function openConnection(
  core: Core,
  where: GlobalOptions,
  development: boolean,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const environment = development ? 'development' : 'production'
  if (where.url !== undefined && where.connection !== undefined)
    throw badUsage('--url, --connection', 'give one of them')
  if (where.url !== undefined) {
    const parsed = parseRedisUrl(where.url)
    if (!parsed.ok) throw badUsage('--url', parsed.reason)
    const { password, ...rest } = parsed.value
    const target = { ...rest, ...withFiles(rest, where), environment, readOnly: where.readOnly === true } as const
    await core.connections.openAdHoc(
      rest.sentinel?.name ?? addressText(rest),
      target,
      password ?? env.PCC_REDIS_PASSWORD ?? null,
      env.PCC_SENTINEL_PASSWORD ?? null,
    )
    return
  }
  if (where.connection === undefined) throw badUsage('pcc', 'name the Redis with --url or --connection')
  const profiles = await core.connections.listProfiles()
  const profile = profiles.find((candidate) => candidate.name === where.connection)
  if (!profile) {
    const shown = where.connection.slice(0, 64)
    throw new AppError('unknown_profile', `no saved connection ${shown}`, { params: { profile: shown } })
  }
  if (where.readOnly === true) throw badUsage('--read-only', 'goes with --url; a saved connection has its own setting')
  if (namesFile(where)) throw badUsage(fileOptions, 'go with --url; a saved connection has its own setting')
  const { PCC_REDIS_PASSWORD: password = null, PCC_SENTINEL_PASSWORD: sentinelPassword = null } = env
  await core.connections.open(profile.id, password, sentinelPassword)
}

const fileOptions = '--ca, --crl, --cert, --key'

const namesFile = ({ ca, crl, cert, key }: GlobalOptions) => [ca, crl, cert, key].some((file) => file !== undefined)

/** What `--ca`, `--crl`, `--cert` and `--key` add to a URL's TLS. @throws AppError `bad_input` */
function withFiles({ tls }: Pick<RedisUrl, 'tls'>, where: GlobalOptions): Pick<RedisUrl, 'tls'> {
  const { ca, crl, cert, key } = where
  if (!namesFile(where)) return { tls }
  if (!tls.enabled) throw badUsage(fileOptions, 'need a rediss:// or rediss-sentinel:// address')
  if ((cert === undefined) !== (key === undefined)) throw badUsage('--cert, --key', 'go together')
  return {
    tls: {
      ...tls,
      ca: ca === undefined ? null : readText('--ca', ca),
      ...(crl === undefined ? {} : { crlFile: crl }),
      ...(cert === undefined || key === undefined ? {} : { client: { certFile: cert, keyFile: key } }),
    },
  }
}

function readText(what: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw badUsage(what, error instanceof Error ? error.message : String(error))
  }
}
