import type { PaletteEntry, PaletteGroup } from './palette-entry.ts'
import { matchScore } from './palette-match.ts'

/** What stands before the text and narrows it to one group. */
export const paletteScopes: Readonly<Record<string, PaletteGroup>> = {
  '>': 'actions',
  ':': 'keys',
  '@': 'providers',
  '#': 'runs',
}
const order = [
  'actions',
  'providers',
  'operations',
  'runs',
  'screens',
  'settings',
  'keys',
] as const satisfies readonly PaletteGroup[]
/** Long lists: they wait until something is typed. */
const onlyTyped: ReadonlySet<PaletteGroup> = new Set(['operations', 'runs', 'settings', 'keys'])

/** Rows of one group that are drawn; who wants the others types one more letter. */
const mostRows = 30

export interface PaletteSection {
  readonly group: PaletteGroup | 'recent'
  readonly rows: readonly PaletteEntry[]
}

export interface PaletteQuestion {
  /** Behind the sign of the scope. */
  readonly text: string
  readonly scope: PaletteGroup | null
}

/** An address begins like the scope of runs and is none of them. */
export const isAddress = (typed: string) => typed.startsWith('#/')

export function paletteQuestion(typed: string): PaletteQuestion {
  const scope = isAddress(typed) ? null : (paletteScopes[typed.charAt(0)] ?? null)
  return { scope, text: scope === null ? typed : typed.slice(1) }
}

/**
 * The groups to show, best first inside each; what was chosen lately leads while nothing is typed.
 * @param foreign - the titles in the other language, by id
 * @param recent - ids, newest first
 */
export function paletteSections(
  entries: readonly PaletteEntry[],
  foreign: ReadonlyMap<string, string>,
  recent: readonly string[],
  { text, scope }: PaletteQuestion,
): { readonly sections: readonly PaletteSection[]; readonly count: number } {
  const inScope = scope === null ? entries : entries.filter(({ group }) => group === scope)
  if (text.trim() === '' && scope === null) {
    const lately = recent.flatMap((id) => inScope.filter((entry) => entry.id === id))
    const rest = inScope.filter(({ id, group }) => !onlyTyped.has(group) && !recent.includes(id))
    return counted([{ group: 'recent', rows: lately }, ...grouped(rest)])
  }
  const fitting = inScope
    .map((entry) => ({
      entry,
      score: entry.always ? 1 : matchScore(text, entry.title, [foreign.get(entry.id) ?? '']),
    }))
    .filter(({ score }) => score > 0)
    .sort((one, two) => two.score - one.score)
  return counted(grouped(fitting.map(({ entry }) => entry)))
}

/** The sections up to so many rows in all. */
export function firstRows(sections: readonly PaletteSection[], most: number): readonly PaletteSection[] {
  let left = most
  return sections.flatMap(({ group, rows }) => {
    const own = rows.slice(0, left)
    left -= own.length
    return own.length === 0 ? [] : [{ group, rows: own }]
  })
}

function grouped(entries: readonly PaletteEntry[]): PaletteSection[] {
  return order.map((group) => ({ group, rows: entries.filter((entry) => entry.group === group) }))
}

function counted(sections: readonly PaletteSection[]) {
  return {
    count: sections.reduce((sum, { rows }) => sum + rows.length, 0),
    sections: sections
      .filter(({ rows }) => rows.length > 0)
      .map(({ group, rows }) => ({ group, rows: rows.slice(0, mostRows) })),
  }
}
