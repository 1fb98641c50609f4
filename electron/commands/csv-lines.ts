import type { ProcurementGroup } from '../../shared/opportunity/same-procurement.ts'
import { csvRecords } from '../core/procurements/export-procurements.ts'

/** @returns CSV as `print` takes it: its lines end in LF, and with the carriage return before it that is RFC 4180's end */
export function csvLines(procurements: readonly ProcurementGroup[]): string[] {
  return Array.from(csvRecords(procurements), (record) => `${record}\r`)
}
