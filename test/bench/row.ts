/** One line of the table. */
export interface Row {
  readonly what: string
  /** '' where there is nothing to show. */
  readonly ours: string
  readonly peer: string
  readonly ratio: string
  readonly wanted: string
  /** null: not measured. */
  readonly isMet: boolean | null
}

/** A group of rows that could not be measured. */
export const failed = (group: string, error: unknown): Row => ({
  what: `${group}: not measured`,
  ours: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
  peer: '',
  ratio: '',
  wanted: '',
  isMet: false,
})

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** A wish for at least or at most so much of something. */
export interface Wish {
  readonly atLeast?: number
  readonly atMost?: number
  readonly unit: string
}

export function judge(figure: number, { atLeast, atMost, unit }: Wish): Pick<Row, 'wanted' | 'isMet'> {
  const wanted = atLeast === undefined ? `≤ ${numberText(atMost ?? 0)}` : `≥ ${numberText(atLeast)}`
  const isMet = figure >= (atLeast ?? Number.NEGATIVE_INFINITY) && figure <= (atMost ?? Number.POSITIVE_INFINITY)
  return { wanted: `${wanted} ${unit}`.trim(), isMet }
}

/** Three significant digits, whole numbers in groups. */
export function numberText(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
}

export const secondsText = (ms: number) => `${numberText(ms / 1_000)} s`
export const millisecondsText = (ms: number) => `${numberText(ms)} ms`

/** The table as text; one unmet figure is marked by its last column. */
export function tableText(rows: readonly Row[]): string {
  const head = ['what', 'ours', 'peer', 'ratio', 'wanted', 'met?']
  const verdict = { true: 'yes', false: 'NO', null: '–' }
  const cells = rows.map(({ what, ours, peer, ratio, wanted, isMet }) => [
    what,
    ours,
    peer,
    ratio,
    wanted,
    verdict[`${isMet}`],
  ])
  const lines = [head, ...cells]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
