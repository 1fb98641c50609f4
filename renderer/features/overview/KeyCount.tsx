import type { StatsReport } from '../../../shared/contract/stats.ts'
import { estimateKeys } from '../../connection/part-estimate.ts'
import { useWords } from '../../i18n/words.ts'
import { Unknown } from '../../ui/Figure.tsx'

interface KeyCountProps {
  /** null: nothing was read. */
  readonly report: StatsReport | null
  /** Seen so far; all of them in a whole report. */
  readonly keys: number
}

/** A count; while a pass runs, what it tells of all keys, with its interval. */
export function KeyCount({ report, keys }: KeyCountProps) {
  const { t, formats } = useWords()
  if (!report) return <Unknown reason={t('overview.pass.none')} />
  if (report.complete) return formats.integer(keys)
  const estimate = estimateKeys(keys, report)
  if (estimate === null) return <Unknown reason={t('overview.keys.noneYet')} />
  return (
    <span title={t('overview.keys.estimate', { seen: keys, read: report.keys })}>
      ~ {formats.integer(estimate.keys)}
      <span className="text-2">{` ±${formats.share(estimate.error)}`}</span>
    </span>
  )
}
