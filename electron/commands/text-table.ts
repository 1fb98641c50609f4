/** Lines of a plain table: first column to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

/** Figures below each other, each behind its name. @param names - as many as figures, in their order */
export const booksTable = (
  head: readonly string[],
  names: readonly string[],
  figures: readonly (number | null)[],
  language: string,
): string[] =>
  table(
    head,
    figures.map((figure, index) => [names[index] ?? '', countText(figure, language)]),
  )

/** An en dash for unknown, never 0. */
export const countText = (value: number | null, language: string) =>
  value === null ? '–' : new Intl.NumberFormat(language).format(value)

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** Three significant digits, base 1024; an en dash for unknown, never 0. */
export function bytesText(value: number | null, language: string): string {
  if (value === null) return '–'
  const power = value < 1 ? 0 : Math.min(Math.floor(Math.log2(value) / 10), units.length - 1)
  const figure = new Intl.NumberFormat(language, { maximumSignificantDigits: power === 0 ? 4 : 3 }).format(
    value / 1024 ** power,
  )
  return `${figure} ${units[power]}`
}
