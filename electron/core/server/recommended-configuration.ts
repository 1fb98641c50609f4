import type { Environment } from '../../../shared/contract/connection.ts'
import type { ConfigKind } from '../../../shared/contract/server-config.ts'

export interface RecommendedParameter {
  /** The newest name first: Redis 7 renamed the ziplist limits to listpack and still answers to both. */
  readonly names: readonly [string, ...string[]]
  readonly kind: ConfigKind
  readonly recommended: string
  /** The other value the recommendation names. */
  readonly alternative?: string
}

/** Of the seed: 2gb in its configuration class, 4gb on the command line it gives for production. */
const memory = { configuration: '2gb', production: '4gb' } as const

/** THE table of recommended settings. Source: the multi-provider strategy, "Configuração Redis Otimizada". */
export function recommendedConfiguration(environment: Environment): readonly RecommendedParameter[] {
  const production = environment === 'production'
  return [
    {
      names: ['maxmemory'],
      kind: 'memory',
      recommended: production ? memory.production : memory.configuration,
      alternative: production ? memory.configuration : memory.production,
    },
    { names: ['maxmemory-policy'], kind: 'policy', recommended: 'allkeys-lru' },
    { names: ['save'], kind: 'snapshots', recommended: '900 1 300 10 60 10000' },
    { names: ['databases'], kind: 'databases', recommended: '16' },
    encoding(['hash-max-listpack-entries', 'hash-max-ziplist-entries'], '512'),
    encoding(['hash-max-listpack-value', 'hash-max-ziplist-value'], '64'),
    encoding(['list-max-listpack-size', 'list-max-ziplist-size'], '-2'),
    encoding(['set-max-intset-entries'], '512'),
    encoding(['zset-max-listpack-entries', 'zset-max-ziplist-entries'], '128'),
    encoding(['zset-max-listpack-value', 'zset-max-ziplist-value'], '64'),
  ]
}

const encoding = (names: RecommendedParameter['names'], recommended: string): RecommendedParameter => ({
  names,
  kind: 'encoding',
  recommended,
})
