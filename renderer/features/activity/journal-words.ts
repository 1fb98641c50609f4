import type { JournalEntry } from '../../../shared/contract/activity.ts'
import type { WordId } from '../../i18n/catalogue.ts'
import type { Words } from '../../i18n/words.ts'

/** Kinds of acts, as the facets group them. */
export const journalKinds = ['invalidation', 'undo', 'fetch', 'config', 'refused', 'other'] as const
export type JournalKind = (typeof journalKinds)[number]

const known = {
  'invalidation.begin': 'activity.what.invalidation.begin',
  'invalidation.batch': 'activity.what.invalidation.batch',
  'invalidation.pause': 'activity.what.pause',
  'invalidation.resume': 'activity.what.resume',
  'invalidation.end': 'activity.what.invalidation.end',
  'invalidation.closed': 'activity.what.invalidation.closed',
  'undo.begin': 'activity.what.undo.begin',
  'undo.batch': 'activity.what.undo.batch',
  'undo.pause': 'activity.what.pause',
  'undo.resume': 'activity.what.resume',
  'undo.end': 'activity.what.undo.end',
  'undo.closed': 'activity.what.undo.closed',
  'export.begin': 'activity.what.export.begin',
  'export.end': 'activity.what.export.end',
  'import.begin': 'activity.what.import.begin',
  'import.batch': 'activity.what.import.batch',
  'import.pause': 'activity.what.pause',
  'import.resume': 'activity.what.resume',
  'import.end': 'activity.what.import.end',
  'fetch.begin': 'activity.what.fetch.begin',
  'fetch.end': 'activity.what.fetch.end',
  'live.set': 'activity.what.live.set',
  'live.restore': 'activity.what.live.restore',
  'config.begin': 'activity.what.config.begin',
  'config.end': 'activity.what.config.end',
  'config.rewrite.begin': 'activity.what.config.rewrite.begin',
  'config.rewrite': 'activity.what.config.rewrite',
  'fetch.replace.begin': 'activity.what.fetch.replace.begin',
  'fetch.replace.end': 'activity.what.fetch.replace.end',
  'fetch.override_breaker': 'activity.what.fetch.override_breaker',
  'fetch.discard': 'activity.what.fetch.discard',
  refused: 'activity.what.refused',
} as const satisfies Record<string, WordId>

export function kindOf({ what }: JournalEntry): JournalKind {
  const head = what.split('.')[0]
  return journalKinds.find((kind) => kind === head) ?? 'other'
}

/** @returns an act in words; one this version does not know keeps its own name */
export function actWords({ t }: Words, { what }: JournalEntry): string {
  return Object.hasOwn(known, what) ? t(known[what as keyof typeof known]) : what
}

/** `count=12 namespace=pncp`: as it was recorded, for reading and copying. */
export function detailsText({ details }: JournalEntry): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')
}
