import { Square } from 'lucide-react'
import { useEffect } from 'react'
import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'
import { zoneName } from '../../connection/day-zone.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { useWords } from '../../i18n/words.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { SpokenShare } from '../../ui/SpokenShare.tsx'
import { useFocusHeir } from '../../ui/use-focus-heir.ts'
import { cancelId } from './fetches-store.ts'
import { Lane } from './Lane.tsx'
import { PageLegend } from './PageCells.tsx'
import { shareRead } from './page-cells.ts'

export interface RunSectionProps {
  readonly run: FetchRun
  readonly now: number
  /** Lanes that were told to stop, by `cancelId`. */
  readonly cancelling: ReadonlySet<string>
  /** @param provider - null: every lane */
  readonly onStop: (provider: string | null) => void
  readonly onAgain: (lane: FetchLane) => void
  /** @returns what opens the decision on a lane's result; null where none waits */
  readonly decisionOf: (lane: FetchLane) => (() => void) | null
  /** Leaves a run chosen in the history; null where this is the current one. */
  readonly onBack: (() => void) | null
}

/** A run: who began it for which day, and its lanes. */
export function RunSection({ run, now, cancelling, onStop, onAgain, decisionOf, onBack }: RunSectionProps) {
  const words = useWords()
  const { t, formats } = words
  const zone = zoneName(words, run.zone)
  const markOf = useMarkOf()
  const running = run.endedAt === null
  const chosen = onBack !== null
  const { heir: title, leaving } = useFocusHeir<HTMLHeadingElement>()
  // A run is chosen far below, in the history: the focus leads there, and the view with it.
  useEffect(() => {
    if (chosen) title.current?.focus()
  }, [chosen, title])
  const stoppingAll = cancelling.has(cancelId(run.runId, null))
  return (
    <section className="run" aria-label={t('fetches.run.head', { day: formats.fullDay(run.day), zone })}>
      <header className="run__head">
        <h2 ref={title} tabIndex={-1} className="run__title">
          {t('fetches.run.head', { day: formats.day(run.day), zone })}
        </h2>
        <p className="run__byline">
          {t('fetches.run.byline', {
            at: formats.instant(run.startedAt),
            who: run.startedBy,
            connection: run.connection,
          })}
        </p>
        {run.dryRun && <Badge>{t('fetches.run.dry')}</Badge>}
        <div className="run__actions">
          <PageLegend />
          {onBack && (
            <Button size="small" variant="ghost" onClick={onBack}>
              {t('fetches.run.backToCurrent')}
            </Button>
          )}
          {running && (
            <Button
              ref={leaving}
              size="small"
              icon={Square}
              onClick={() => onStop(null)}
              reason={stoppingAll ? t('fetches.lane.stopping') : null}
              reasonShown="hidden"
            >
              {t('fetches.run.stopAll')}
            </Button>
          )}
        </div>
      </header>
      {running && <SpokenShare share={shareRead(run.lanes)} />}
      {run.lanes.map((lane) => (
        <Lane
          key={lane.provider}
          lane={lane}
          mark={markOf(lane.provider)}
          now={now}
          stopping={stoppingAll || cancelling.has(cancelId(run.runId, lane.provider))}
          onStop={() => onStop(lane.provider)}
          onAgain={() => onAgain(lane)}
          onDecide={decisionOf(lane)}
        />
      ))}
    </section>
  )
}
