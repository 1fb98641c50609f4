import type { FetchLane, PageFailure } from '../../../shared/contract/fetch.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Comparison } from './Comparison.tsx'
import './lane.css'

export interface LaneDetailProps {
  readonly lane: FetchLane
  readonly onAgain: () => void
  /** Opens the decision on its result; null where none waits. */
  readonly onDecide: (() => void) | null
}

const outcomesToRepeat: ReadonlySet<FetchLane['outcome']> = new Set(['failed', 'kept_old', 'cancelled', 'interrupted'])

/** What a lane's one line cannot hold: its failure page by attempt, its comparison, its warnings. */
export function LaneDetail({ lane, onAgain, onDecide }: LaneDetailProps) {
  const words = useWords()
  const { t, formats } = words
  const failed = lane.outcome === 'failed' && lane.failure !== null
  const again = outcomesToRepeat.has(lane.outcome)
  const compared = lane.comparison !== null && lane.outcome !== null
  const breakerUntil = breakerOf(lane)
  const covered = coverageText(words, lane.coverage)
  const stored =
    lane.key !== null && lane.payloadBytes !== null && lane.outcome === 'stored'
      ? t('fetches.storedUnder', { key: lane.key, size: formats.bytes(lane.payloadBytes) })
      : null
  const nothing = !failed && !again && !compared && covered === null && lane.pageFailure === null
  if (nothing && lane.warnings.length === 0 && lane.key === null) return null
  return (
    <div className="lane__detail">
      {failed && lane.failure && <FailureNotice failure={lane.failure} />}
      {breakerUntil !== null && <BreakerLine until={breakerUntil} />}
      {lane.pageFailure && <FailedPage page={lane.pageFailure} />}
      {compared && lane.outcome !== 'stored' && lane.comparison && <Comparison comparison={lane.comparison} />}
      {stored && (
        // What went well takes one line; the figures behind it are a press away.
        <details className="lane__stored">
          <summary>{stored}</summary>
          {lane.comparison && <Comparison comparison={lane.comparison} />}
          {covered !== null && <p className="lane__covered">{covered}</p>}
        </details>
      )}
      {lane.warnings.length > 0 && (
        <details className="lane__warnings">
          <summary>{t('fetches.warnings', { n: lane.warnings.length })}</summary>
          <ul>
            {[...new Set(lane.warnings)].map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </details>
      )}
      {covered !== null && !stored && <p className="lane__covered">{covered}</p>}
      {(again || onDecide) && (
        <p className="lane__ways">
          {onDecide && (
            <Button size="small" onClick={onDecide}>
              {t('fetches.aside.decide')}
            </Button>
          )}
          {again && (
            <Button size="small" onClick={onAgain}>
              {breakerUntil === null
                ? t('fetches.failure.retry', { provider: lane.provider })
                : t('fetches.breaker.ask')}
            </Button>
          )}
          {lane.reason === 'incomplete' && <span className="text-2">{t('fetches.failure.wholeAgain')}</span>}
        </p>
      )}
    </div>
  )
}

/** @returns until when the breaker that ended the lane is open, milliseconds since 1970; null for another end */
export function breakerOf({ failure }: FetchLane): number | null {
  if (failure?.code !== 'provider_breaker_open') return null
  const { until } = failure.params
  return typeof until === 'number' ? until : null
}

function BreakerLine({ until }: { readonly until: number }) {
  const { t, formats } = useWords()
  const left = until - useNow(1_000)
  if (left <= 0) return <p className="text-2">{t('fetches.breaker.over')}</p>
  const rounded = Math.ceil(left / 1_000) * 1_000
  return (
    <p className="text-2">
      {t('fetches.breaker.left', { until: formats.clock(until), left: formats.duration(rounded) })}
    </p>
  )
}

/** What was asked for, as the run recorded it; null for a run that has not begun or recorded nothing. */
function coverageText({ t }: Words, coverage: FetchLane['coverage']): string | null {
  const parts = Object.entries(coverage).map(([name, codes]) =>
    t('fetches.covered.part', {
      name: isKnown(name) ? t(`fetches.covered.${name}`) : name,
      codes: codes.length === 0 ? t('fetches.covered.all') : codes.join(', '),
    }),
  )
  return parts.length === 0 ? null : t('fetches.covered', { parts: parts.join('; ') })
}

const knownNames = ['modalities', 'ufs', 'bodies'] as const
const isKnown = (name: string): name is (typeof knownNames)[number] => knownNames.some((known) => known === name)

function FailedPage({ page }: { readonly page: PageFailure }) {
  const { t, formats, language } = useWords()
  const columns: readonly Column<{ readonly index: number; readonly attempt: PageFailure['attempts'][number] }>[] = [
    {
      id: 'n',
      header: t('fetches.failure.attempt'),
      width: '80px',
      rowHeader: true,
      render: ({ index }) => formats.integer(index + 1),
    },
    { id: 'at', header: t('fetches.failure.time'), width: '124px', render: ({ attempt }) => formats.clock(attempt.at) },
    {
      id: 'what',
      header: t('fetches.failure.what'),
      render: ({ attempt }) => (
        <span title={`${failureWords(attempt.failure, language).what}\n${attempt.failure.message}`}>
          {failureWords(attempt.failure, language).what}
        </span>
      ),
    },
    {
      id: 'took',
      header: t('fetches.failure.took'),
      width: '84px',
      align: 'end',
      render: ({ attempt }) => formats.duration(attempt.elapsedMs),
    },
    {
      id: 'wait',
      header: t('fetches.failure.wait'),
      width: '76px',
      align: 'end',
      render: ({ attempt }) => (attempt.waitMs > 0 ? formats.duration(attempt.waitMs) : '–'),
    },
  ]
  return (
    <div className="lane__failed-page">
      <div>
        <h3 className="lane__detail-title">{t('fetches.failure.page', { page: formats.integer(page.page) })}</h3>
        <DataTable
          caption={t('fetches.failure.attempts', { page: formats.integer(page.page) })}
          columns={columns}
          rows={page.attempts.map((attempt, index) => ({ index, attempt }))}
          rowKey={({ index }) => String(index)}
          edge="none"
        />
      </div>
      <div>
        {page.bodySample === null ? (
          <p className="text-2">{t('fetches.failure.noBody')}</p>
        ) : (
          <>
            <h3 className="lane__detail-title">
              {t('fetches.failure.body', { bytes: formats.bytes(new TextEncoder().encode(page.bodySample).length) })}
            </h3>
            <pre className="lane__body mono">{page.bodySample}</pre>
          </>
        )}
      </div>
    </div>
  )
}
