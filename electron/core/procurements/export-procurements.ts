import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import type { ProcurementGroup } from '../../../shared/opportunity/same-procurement.ts'
import { type CsvCell, csvLineEnd, csvRecord } from '../../../shared/util/csv.ts'
import { datesDiffer, pricesDiffer } from './agreement.ts'
import { providersOf } from './procurement-row.ts'

const csvFields = [
  'external_id',
  'title',
  'estimated_value',
  'currency_code',
  'publication_date',
  'submission_deadline',
  'procuring_entity_id',
  'procuring_entity_name',
  'municipality',
  'region_code',
  'description',
] as const satisfies readonly (keyof Opportunity)[]

/** The head and one record per line: a procurement that three records tell of takes three lines with one name. */
export function* csvRecords(procurements: readonly ProcurementGroup[]): Generator<string> {
  yield csvRecord(['procurement', 'providers', 'price_differs', 'date_differs', 'provider', ...csvFields])
  for (const procurement of procurements) {
    const common: CsvCell[] = [
      procurement.canonical,
      providersOf(procurement).join(' '),
      pricesDiffer(procurement),
      datesDiffer(procurement),
    ]
    for (const { provider, opportunity } of procurement.members) {
      yield csvRecord([...common, provider, ...csvFields.map((name) => opportunity[name])])
    }
  }
}

/** The published shape of one procurement, as files and `pcc compare --json` have it. */
export function procurementDocument(procurement: ProcurementGroup) {
  return {
    procurement: procurement.canonical,
    providers: providersOf(procurement),
    price_differs: pricesDiffer(procurement),
    date_differs: datesDiffer(procurement),
    records: procurement.members.map(({ provider, opportunity }) => ({ provider, ...opportunity })),
  }
}

/** A spreadsheet takes a file without this mark for the system's old code page, and spoils every accent. */
const byteOrderMark = '\uFEFF'

/** A file's text, piece by piece: CSV with its mark, or a JSON array. */
export function* exportText(procurements: readonly ProcurementGroup[], format: 'csv' | 'json'): Generator<string> {
  if (format === 'csv') {
    yield byteOrderMark
    for (const record of csvRecords(procurements)) yield record + csvLineEnd
    return
  }
  yield '['
  for (const [index, procurement] of procurements.entries()) {
    yield `${index === 0 ? '\n' : ',\n'}${JSON.stringify(procurementDocument(procurement))}`
  }
  yield '\n]\n'
}
