import type { ProcurementDetail, ProcurementPage, ProcurementRow } from '../../../shared/contract/procurements.ts'

export function sampleRow(index: number, change: Partial<ProcurementRow> = {}): ProcurementRow {
  return {
    index,
    canonical: `00394429000100-1-00000${index}/2026`,
    title: `Aquisição ${index}`,
    entity: 'Prefeitura',
    place: 'São Paulo, SP',
    publishedAt: '2026-11-20 10:00:00',
    deadline: null,
    estimatedValue: 1_234.5,
    currency: 'BRL',
    providers: ['pncp', 'govbr'],
    priceDiffers: true,
    dateDiffers: false,
    ...change,
  }
}

export function samplePage(rows: readonly ProcurementRow[], change: Partial<ProcurementPage> = {}): ProcurementPage {
  const counts = { all: rows.length, shared: 2, unique: 0, price: 1, date: 0 }
  return { total: rows.length, page: 0, counts, rows: [...rows], ...change }
}

export const sampleDetail: ProcurementDetail = {
  index: 0,
  canonical: '00394429000100-1-000000/2026',
  members: [
    { provider: 'pncp', externalId: 'p0', legacy: false, sourceUrl: 'https://pncp.example/1' },
    { provider: 'govbr', externalId: 'g0', legacy: false, sourceUrl: null },
  ],
  moreMembers: 0,
  fields: [
    { name: 'title', agreement: 'same', values: ['Aquisição 0', 'Aquisição 0'] },
    { name: 'estimated_value', agreement: 'differs', values: [100, 120.5] },
    { name: 'municipality', agreement: 'spelling', values: ['São Paulo', 'SAO PAULO'] },
    { name: 'status', agreement: 'partial', values: ['published', null] },
    { name: 'description', agreement: 'unsaid', values: [null, null] },
  ],
}
