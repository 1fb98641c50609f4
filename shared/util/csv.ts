/** What a cell may hold; null is an empty one. */
export type CsvCell = string | number | boolean | null

/**
 * One record as RFC 4180 has it, without its line end. Every cell is quoted: then neither a separator nor a quote within
 * can begin another cell. A text that a spreadsheet would run as a formula gets a `'` in front, also where separators,
 * quotes or blanks come first. Source: OWASP, CSV injection.
 */
export function csvRecord(cells: readonly CsvCell[]): string {
  return cells.map(quoted).join(',')
}

/** What ends each record, the last one too. */
export const csvLineEnd = '\r\n'

/** Tab, carriage return and line end begin a formula's disguise by themselves; so do the full-width signs. */
const looksLikeFormula = /^(?:[\t\r\n]|[\s"'`,;|]*[=+\-@＝＋－＠])/u

function quoted(cell: CsvCell): string {
  if (typeof cell !== 'string') return `"${cell ?? ''}"`
  const text = looksLikeFormula.test(cell) ? `'${cell}` : cell
  return `"${text.replaceAll('"', '""')}"`
}
