import type { JournalEntry } from '../../../shared/contract/activity.ts'
import type { HistoryMark } from '../../../shared/contract/history.ts'

const kinds: Readonly<Record<string, HistoryMark['kind']>> = {
  'invalidation.end': 'invalidation',
  'undo.end': 'undo',
  'fetch.end': 'fetch',
}

/** What of the journal belongs on the charts of a connection: acts that ended there in the span, oldest first. */
export function historyMarks(
  entries: readonly JournalEntry[],
  connection: string,
  from: number,
  providers: readonly string[],
): HistoryMark[] {
  return entries
    .flatMap((entry): HistoryMark[] => {
      const kind = kinds[entry.what]
      if (!kind || entry.connection !== connection || entry.at < from) return []
      const { namespace } = entry.details
      // A fetch names each of its providers with its outcome.
      const about = typeof namespace === 'string' ? [namespace] : providers.filter((id) => id in entry.details)
      return [{ at: entry.at, kind, about }]
    })
    .sort((a, b) => a.at - b.at)
}
