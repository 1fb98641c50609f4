import type { Capability } from '../../../shared/contract/connection.ts'

export interface CommandRight {
  /** In capitals. */
  readonly command: string
  readonly features: readonly Capability['feature'][]
  readonly state: 'allowed' | 'denied' | 'missing' | 'unknown'
}

const order: readonly CommandRight['state'][] = ['denied', 'unknown', 'missing', 'allowed']

/** Each command once, with all it is for; what cannot be run comes first. */
export function commandRights(capabilities: readonly Capability[]): readonly CommandRight[] {
  const byCommand = new Map<string, CommandRight>()
  for (const capability of capabilities) {
    const command = capability.command.toUpperCase()
    const features = [...(byCommand.get(command)?.features ?? []), capability.feature]
    byCommand.set(command, { command, features, state: stateOf(capability) })
  }
  return [...byCommand.values()].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
}

function stateOf({ allowed, missing }: Capability): CommandRight['state'] {
  if (missing) return 'missing'
  if (allowed === null) return 'unknown'
  return allowed ? 'allowed' : 'denied'
}
