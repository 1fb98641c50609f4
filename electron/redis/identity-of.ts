import { createHash } from 'node:crypto'
import type { ServerIdentity } from '../../shared/contract/connection.ts'
import { askIdentity } from './ask-identity.ts'
import type { Credentials } from './open-client.ts'
import type { PrimaryNodes } from './primary-nodes.ts'
import type { Sentinels } from './sentinels.ts'
import { connectionLost } from './translate-redis-error.ts'

/** In a cluster the run id stands for all primaries: it changes when one restarts, comes or goes. */
export async function identityOf(
  nodes: PrimaryNodes,
  { target }: Credentials,
  sentinels: Sentinels | null,
): Promise<ServerIdentity> {
  const reached = nodes.reached()
  const answers = await Promise.all(reached.map(({ browse, place }) => askIdentity(browse, place)))
  const [first] = answers
  if (!first) throw connectionLost('no primary of the cluster answers')
  const { product, version, runId, role, replicas } = first
  const where = { product, version, database: target.database }
  if (nodes.topology === 'standalone') {
    const { host, port } = reached[0]?.place ?? target
    const one = { ...where, host, port, runId, role }
    if (!sentinels || !target.sentinel) return { ...one, topology: 'standalone' }
    return { ...one, topology: 'sentinel', sentinel: { name: target.sentinel.name, group: sentinels.group, replicas } }
  }
  const runIds = answers.map((answer) => answer.runId).sort()
  const { host, port } = target
  return {
    ...where,
    host,
    port,
    topology: 'cluster',
    runId: createHash('sha1').update(runIds.join(' ')).digest('hex'),
    role: 'primary',
  }
}
