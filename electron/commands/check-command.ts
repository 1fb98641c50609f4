import { existsSync } from 'node:fs'
import type { Capability } from '../../shared/contract/connection.ts'
import { findRedisServer } from '../sandbox/local-redis.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { table } from './text-table.ts'

/** `pcc check`: connection, rights per command, server identity, versions. A right that is missing or unknown ends with 4. */
export async function runCheck(context: CommandContext, versions: Readonly<Record<string, string>>): Promise<ExitCode> {
  const core = await context.connected()
  const { session, name, target } = core.connections.current()
  const identity = session.identity()
  const missing = session.capabilities.filter(({ allowed, missing: absent }) => allowed === false && !absent)
  const absent = session.capabilities.filter((right) => right.missing)
  const untold = session.capabilities.filter(({ allowed }) => allowed === null)
  const local = findRedisServer(process.env)
  const document = {
    connection: {
      name,
      host: target.host,
      port: target.port,
      database: target.database,
      tls: target.tls.enabled,
      read_only: target.readOnly,
      round_trip_ms: Math.round(session.roundTripMs * 100) / 100,
    },
    server: {
      product: identity.product,
      version: identity.version,
      run_id: identity.runId,
      role: identity.role,
      topology: identity.topology,
    },
    rights: session.capabilities.map(({ command, allowed, feature }) => ({ command, allowed, feature })),
    app: {
      ...versions,
      data_folder: core.dataFolder,
      data_folder_exists: existsSync(core.dataFolder),
      demo_redis_server: local,
    },
  }
  const pt = context.language === 'pt-BR'
  context.print(document, [
    ...table(
      [pt ? 'servidor' : 'server', ''],
      [
        [identity.product, identity.version],
        [pt ? 'papel' : 'role', identity.role],
        [pt ? 'topologia' : 'topology', identity.topology],
        [pt ? 'ida e volta' : 'round trip', `${session.roundTripMs.toFixed(2)} ms`],
      ],
    ),
    ...(missing.length > 0 ? [`${pt ? 'não permitidos' : 'not permitted'}: ${listOf(missing)}`] : []),
    ...(untold.length > 0
      ? [
          `${pt ? 'não se sabe (este usuário não pode perguntar)' : 'unknown (this user may not ask)'}: ${listOf(untold)}`,
        ]
      : []),
    ...(absent.length > 0 ? [`${pt ? 'ausentes neste servidor' : 'not on this server'}: ${listOf(absent)}`] : []),
    ...(missing.length + untold.length === 0
      ? [
          pt
            ? 'todos os comandos do console são permitidos a este usuário'
            : 'this user may run every command the console uses',
        ]
      : []),
  ])
  return missing.length + untold.length === 0 ? exitCodes.done : exitCodes.partial
}

/** Each command once, with all it is for. */
function listOf(rights: readonly Capability[]): string {
  const commands = [...new Set(rights.map(({ command }) => command))]
  const usesOf = (wanted: string) => rights.filter(({ command }) => command === wanted).map(({ feature }) => feature)
  return commands.map((command) => `${command} (${usesOf(command).join(', ')})`).join(', ')
}
