import { expect } from 'vitest'
import { createComprasnet } from '../../electron/providers/comprasnet.ts'
import { createGovbr } from '../../electron/providers/govbr.ts'
import { createPncp } from '../../electron/providers/pncp.ts'
import type { SourcedOpportunity } from '../../shared/opportunity/same-procurement.ts'
import { providerFixture } from './provider-fixture.ts'
import { type ProviderServer, type Reply, type SeenRequest, startProviderServer } from './provider-server.ts'
import { quickLimits, walkProvider } from './walk-provider.ts'

/** Long enough for every record; none of the three asks the same question twice. */
const window = ['2024-01-01', '2026-09-22'] as const

/** What the recorded answers of the three providers hold, read by the adapters over HTTP: the same procurements among them. */
export async function crossProviderRecords(): Promise<SourcedOpportunity[]> {
  const servers: ProviderServer[] = []
  const serve = async (answer: (request: SeenRequest, count: number) => Reply) => {
    const server = await startProviderServer(answer)
    servers.push(server)
    return server.url
  }
  try {
    const [pncp, comprasnet, govbr] = await Promise.all([
      serve(pncpAnswer),
      serve(comprasnetAnswer),
      serve(govbrAnswer),
    ])
    const setup = { coverage: { bodies: ['26245'] } }
    return [
      recordsOf('pncp', await walkProvider(createPncp(quickLimits), pncp, { window })),
      recordsOf('comprasnet', await walkProvider(createComprasnet(quickLimits), comprasnet, { window })),
      recordsOf('govbr', await walkProvider(createGovbr(quickLimits), govbr, { window, setup })),
    ].flat()
  } finally {
    await Promise.all(servers.map((server) => server.close()))
  }
}

/** The groups that these records fall into, each as sorted `provider:external_id`. */
export function expectedGroups(): string[][] {
  const expected = JSON.parse(providerFixture('expected-duplicate-groups.json')) as { members: string[] }[] // ours
  // A legacy row under Lei 14.133 repeats the row of the other module under the same id, and is left out.
  return sortedGroups(
    expected.map(({ members }) => members.filter((member) => !member.startsWith('comprasnet-legado:'))),
  )
}

export const sortedGroups = (groups: readonly (readonly string[])[]): string[][] =>
  groups.map((group) => [...group].sort()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))

function pncpAnswer({ query }: SeenRequest): Reply {
  const files: Readonly<Record<string, string>> = {
    6: 'pncp/publicacao-mod6-sp-p1.json',
    7: 'pncp/synthetic-cross-publicacao.json',
  }
  const file = files[query.get('codigoModalidadeContratacao') ?? '']
  return file === undefined ? { status: 204 } : recorded(file, 'data')
}

function comprasnetAnswer({ path, query }: SeenRequest): Reply {
  if (path.includes('legado')) return recorded('comprasnet/synthetic-cross-legado.json', 'resultado')
  if (query.get('codigoModalidade') !== '5') return { body: providerFixture('comprasnet/empty-200.json') }
  return recorded('comprasnet/synthetic-cross-contratacoes-14133.json', 'resultado')
}

function govbrAnswer(_: SeenRequest, count: number): Reply {
  const file = ['govbr/synthetic-cross-licitacoes.json', 'govbr/records-edge-cases-2024.json'][count - 1]
  return { body: file === undefined ? '[]' : providerFixture(file) }
}

/** A recording as it stands, but for the counts of its envelope: some records were left out when it was published. */
function recorded(file: string, list: 'data' | 'resultado'): Reply {
  const body = providerFixture(file)
  const count = (JSON.parse(body) as Record<typeof list, unknown[]>)[list].length
  return {
    body: body
      .replace(/"totalRegistros"\s*:\s*\d+/, `"totalRegistros":${count}`)
      .replace(/"paginasRestantes"\s*:\s*\d+/, '"paginasRestantes":0'),
  }
}

function recordsOf(provider: string, walked: Awaited<ReturnType<typeof walkProvider>>): SourcedOpportunity[] {
  expect(walked.error).toBeNull()
  return walked.opportunities.map((opportunity) => ({ provider, opportunity }))
}
