import type { ConfigChange, ConfigReport, ConfigResult } from '../../../shared/contract/server-config.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { coverageObstacle } from '../invalidation/obstacles.ts'
import { noting, type Refusals } from '../invalidation/refusals.ts'
import { isSameProcess } from '../invalidation/same-server.ts'
import type { Journal } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { applyChange, type PlannedChange } from './apply-change.ts'
import { configurationPast, configurationReport, knownName } from './configuration-report.ts'
import { configurationRisks } from './configuration-risks.ts'
import { canonical, isSameValue, memoryBytes } from './configuration-value.ts'
import { type RecommendedParameter, recommendedConfiguration } from './recommended-configuration.ts'
import { serverOf } from './server-name.ts'

/** As for an invalidation. Source: acceptance battery, default limits. */
const tokenLifeMs = 600_000
/** How far back the journal is read for what was changed. */
const journalEntries = 5_000
/** What is typed to write the configuration file in production. */
const rewriteConfirmation = 'CONFIG REWRITE'

export interface ConfigurationDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly journal: Journal
  readonly refusals: Refusals
  readonly system: System
}

/** The server's settings against the recommendation: read, change one, put it back, write them to the file. */
export interface ConfigurationService {
  report(): Promise<ConfigReport>
  /** What a change would do, bound by a token to what every node has now. Changes nothing. @throws AppError `bad_input` */
  preview(name: string, value: string): Promise<ConfigChange>
  /** What a token would change; null for a token that is not valid now. */
  describe(token: string): { readonly name: string; readonly from: string; readonly to: string } | null
  /**
   * Sets what the preview named, where every node still has what was seen, and reads it back.
   * @param confirmation - the parameter's name; asked for in production
   * @throws AppError where nothing was changed: `read_only`, `token_invalid`, `not_confirmed`, `config_changed`,
   *   `config_rejected`, `config_fixed`, `no_permission`, storage
   */
  apply(token: string, confirmation: string): Promise<ConfigResult>
  /** CONFIG REWRITE on every node. @param confirmation - `CONFIG REWRITE`; asked for in production @throws AppError `config_file_missing`, … */
  rewrite(confirmation: string): Promise<ConfigReport>
}

export function createConfigurationService(deps: ConfigurationDeps): ConfigurationService {
  const { connection, journal, refusals, system } = deps
  let held:
    | (PlannedChange & { readonly token: string; readonly expiresAt: number; readonly connectionId: string })
    | null = null

  const tableOf = (open: ActiveConnection) => recommendedConfiguration(open.target.environment)
  const namesOf = (table: readonly RecommendedParameter[]) => table.flatMap(({ names }) => names)

  async function report(): Promise<ConfigReport> {
    const open = connection()
    const table = tableOf(open)
    const nodes = await open.session.configuration().read(namesOf(table))
    const { entries } = await journal.read(journalEntries)
    return configurationReport(system.clock(), nodes, table, configurationPast(entries, serverOf(open)))
  }

  async function preview(name: string, value: string): Promise<ConfigChange> {
    const open = connection()
    const table = tableOf(open)
    const parameter = table.find(({ names }) => names.includes(name))
    if (!parameter) {
      throw new AppError('bad_input', `no parameter ${name} here`, { params: { what: name, reason: 'CONFIG SET' } })
    }
    const nodes = await open.session.configuration().read(namesOf(table))
    const known = knownName(parameter, nodes)
    const { kind } = parameter
    const from = nodes.flatMap(({ node, values }) => {
      const own = values.get(known)
      return own === undefined ? [] : [{ node, value: canonical(kind, own) }]
    })
    const to = canonical(kind, value)
    const blocked = await obstacleOf(open, parameter, known, to, from.length === nodes.length)
    const unchanged = from.length > 0 && from.every((own) => isSameValue(kind, own.value, to))
    const token = blocked || unchanged ? null : system.randomHex(16)
    const expiresAt = system.clock() + tokenLifeMs
    if (token)
      held = {
        token,
        expiresAt,
        connectionId: open.connectionId,
        name: known,
        kind,
        from,
        to,
        server: open.session.identity(),
      }
    return {
      token,
      tokenExpiresAt: token === null ? null : expiresAt,
      name: known,
      kind,
      from,
      to,
      unchanged,
      risks: blocked || unchanged ? [] : configurationRisks(kind, to, nodes),
      blocked: blocked && toFailure(blocked),
    }
  }

  function heldBy(token: string) {
    return held?.token === token && held.expiresAt > system.clock() ? held : null
  }

  async function apply(token: string, confirmation: string): Promise<ConfigResult> {
    const open = connection()
    const writer = open.session.configurator()
    const claimed = heldBy(token)
    if (claimed?.connectionId !== open.connectionId) {
      throw new AppError('token_invalid', 'the token is unknown, used, too old, or of another connection')
    }
    confirm(open, claimed.name, confirmation)
    held = null
    if (!isSameProcess(claimed.server, await open.session.verifyIdentity())) {
      throw new AppError('token_invalid', 'another server answers now than the preview was made of')
    }
    return applyChange({ journal, system }, open, writer, claimed)
  }

  async function rewrite(confirmation: string): Promise<ConfigReport> {
    const open = connection()
    const writer = open.session.configurator()
    confirm(open, rewriteConfirmation, confirmation)
    const note = (what: string, details: Readonly<Record<string, string>>) =>
      journal.append({
        at: system.clock(),
        who: system.operator,
        what,
        connection: open.name,
        details: { server: serverOf(open), ...details },
      })
    await note('config.rewrite.begin', {})
    const outcomes = await writer.rewrite()
    const failed = outcomes.find(({ failure }) => failure !== null)
    await note('config.rewrite', { ended: failed ? 'failed' : 'done', ...(failed ? { node: failed.node } : {}) })
    if (failed?.failure) throw failed.failure
    return report()
  }

  return {
    report,
    preview,
    describe(token) {
      const found = heldBy(token)
      return found && { name: found.name, from: textOf(found), to: found.to }
    },
    apply: (token, confirmation) =>
      noting(refusals, 'config.set', heldBy(token)?.name ?? token, () => apply(token, confirmation)),
    rewrite: (confirmation) => noting(refusals, 'config.rewrite', confirmation, () => rewrite(confirmation)),
  }
}

const textOf = ({ from }: PlannedChange) => [...new Set(from.map(({ value }) => value))].join(', ')

function confirm(open: ActiveConnection, expected: string, confirmation: string): void {
  if (open.target.environment !== 'production' || confirmation === expected) return
  throw new AppError('not_confirmed', `the confirmation is not ${expected}`, { params: { namespace: expected } })
}

/** Why this cannot be applied, whatever is confirmed; null where it can. */
async function obstacleOf(
  open: ActiveConnection,
  { kind }: RecommendedParameter,
  name: string,
  to: string,
  known: boolean,
): Promise<AppError | null> {
  try {
    open.session.configurator()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  const denied = open.session.capabilities.find(({ feature, allowed }) => feature === 'configure' && allowed === false)
  if (denied || !known) {
    const command = denied?.command ?? 'CONFIG GET'
    const user = open.target.username ?? 'default'
    return new AppError('no_permission', `${command} is not permitted`, { params: { command, user } })
  }
  if (kind === 'databases') return new AppError('config_fixed', `${name} is set at start`, { params: { name } })
  if (kind === 'memory' && memoryBytes(to) === null) {
    return new AppError('config_rejected', `${to} is no memory value`, { params: { name, value: to } })
  }
  const coverage = await open.session.reader().coverage()
  return coverageObstacle(coverage, coverage)
}
