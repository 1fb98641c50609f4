import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import type { ConfigKind, ConfigResult, ConfigValue } from '../../../shared/contract/server-config.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { ConfigurationWriter, SettingOutcome } from '../ports/configuration.ts'
import type { Journal } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { canonical, isSameValue } from './configuration-value.ts'
import { serverOf } from './server-name.ts'

/** A change as it was previewed. */
export interface PlannedChange {
  readonly name: string
  readonly kind: ConfigKind
  /** What every node had. */
  readonly from: readonly ConfigValue[]
  readonly to: string
  readonly server: ServerIdentity
}

/**
 * Sets a parameter on every node, journaled before and after.
 * @throws AppError `config_changed` where a node has another value than was seen, and whatever kept the first node from
 *   taking it: nothing was changed then
 */
export async function applyChange(
  { journal, system }: { readonly journal: Journal; readonly system: System },
  open: ActiveConnection,
  writer: ConfigurationWriter,
  change: PlannedChange,
): Promise<ConfigResult> {
  const { name, kind, to } = change
  await refuseIfStale(open, change)
  const note = (what: string, details: Readonly<Record<string, string>>) =>
    journal.append({
      at: system.clock(),
      who: system.operator,
      what,
      connection: open.name,
      details: { server: serverOf(open), name, to, ...details },
    })
  await note('config.begin', { from: listed(change.from) })
  const outcomes = await writer.set(name, to)
  const taken = outcomes.filter((outcome) => isTaken(outcome, kind, to))
  const unknown = outcomes.some(({ failure, now }) => failure?.code === 'unknown_outcome' && now === null)
  const ended =
    taken.length === change.from.length ? 'done' : taken.length > 0 ? 'partial' : unknown ? 'unknown' : 'failed'
  // What stood there in the moment of the change, not what was seen before it: that is what is put back.
  const from =
    taken.length > 0
      ? taken.map(({ node, from: value }) => ({ node, value: canonical(kind, value ?? '') }))
      : change.from
  await note('config.end', {
    from: listed(from),
    ended,
    code: outcomes.find(({ failure }) => failure)?.failure?.code ?? '',
  })
  const refused = outcomes.find(({ failure }) => failure !== null)?.failure
  if (ended === 'failed' && refused) throw named(refused, name, to)
  return {
    name,
    to,
    ended: ended === 'failed' ? 'unknown' : ended,
    nodes: change.from.map(({ node }) => {
      const outcome = outcomes.find((candidate) => candidate.node === node)
      return {
        node,
        from: outcome?.from == null ? null : canonical(kind, outcome.from),
        now: outcome?.now == null ? null : canonical(kind, outcome.now),
        failure: outcome?.failure && !isTaken(outcome, kind, to) ? toFailure(outcome.failure) : null,
      }
    }),
  }
}

/** Somebody else was quicker: their value stays, and the operator decides anew. */
async function refuseIfStale(open: ActiveConnection, { name, kind, from }: PlannedChange): Promise<void> {
  const nodes = await open.session.configuration().read([name])
  for (const { node, value } of from) {
    const now = nodes.find((candidate) => candidate.node === node)?.values.get(name)
    if (now !== undefined && isSameValue(kind, now, value)) continue
    const params = { name, seen: value, now: now === undefined ? '?' : canonical(kind, now) }
    throw new AppError('config_changed', `${name} was ${value} on ${node} and is ${params.now}`, { params })
  }
}

/** By what was read back: an answer that got lost does not hide a change that was made. */
const isTaken = ({ now, failure }: SettingOutcome, kind: ConfigKind, to: string) =>
  (failure === null || failure.code === 'unknown_outcome') && now !== null && isSameValue(kind, now, to)

/** One value, or each with its node where they differ. */
function listed(values: readonly ConfigValue[]): string {
  const distinct = new Set(values.map(({ value }) => value))
  const [only] = distinct
  const text =
    distinct.size === 1 && only !== undefined ? only : values.map(({ node, value }) => `${node}=${value}`).join(', ')
  return text.slice(0, 400)
}

function named(failure: AppError, name: string, value: string): AppError {
  const { code, message, params } = failure
  return new AppError(code, message, {
    params: { ...params, name, value: value.slice(0, 100), reason: message.slice(0, 200) },
    cause: failure,
  })
}
