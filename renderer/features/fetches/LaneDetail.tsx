import type { FetchLane, LaneComparison, PageFailure } from '../../../shared/contract/fetch.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { changeOfItems } from './lane-pace.ts'
import './lane.css'

export interface LaneDetailProps {
  readonly lane: FetchLane
  readonly onAgain: () => void
}

const outcomesToRepeat: ReadonlySet<FetchLane['outcome']> = new Set(['failed', 'kept_old', 'cancelled', 'interrupted'])

/** What a lane's one line cannot hold: its failure page by attempt, its comparison, its warnings. */
export function LaneDetail({ lane, onAgain }: LaneDetailProps) {
  const { t, formats } = useWords()
  const failed = lane.outcome === 'failed' && lane.failure !== null
  const again = outcomesToRepeat.has(lane.outcome)
  const compared = lane.comparison !== null && lane.outcome !== null
  if (!failed && !again && !compared && lane.pageFailure === null && lane.warnings.length === 0 && lane.key === null)
    return null
  return (
    <div className="lane__detail">
      {failed && lane.failure && <FailureNotice failure={lane.failure} />}
      {lane.pageFailure && <FailedPage page={lane.pageFailure} />}
      {compared && lane.comparison && <Comparison lane={lane} comparison={lane.comparison} />}
      {lane.key !== null && lane.payloadBytes !== null && (
        <p className="text-2">{t('fetches.storedUnder', { key: lane.key, size: formats.bytes(lane.payloadBytes) })}</p>
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
      {again && (
        <p>
          <Button size="small" onClick={onAgain}>
            {t('fetches.failure.retry', { provider: lane.provider })}
          </Button>
        </p>
      )}
    </div>
  )
}

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

interface ComparisonProps {
  readonly lane: FetchLane
  readonly comparison: LaneComparison
}

function Comparison({ lane, comparison }: ComparisonProps) {
  const { t, formats } = useWords()
  const { oldItems, newItems, oldBytes, newBytes } = comparison
  const noOld = <Unknown reason={t('fetches.compare.noOld')} />
  const itemChange = changeOfItems(lane)
  const byteChange = oldBytes ? (newBytes - oldBytes) / oldBytes : null
  const lines = [
    {
      id: 'items',
      name: t('fetches.compare.items'),
      old: oldItems === null ? noOld : formats.integer(oldItems),
      fresh: formats.integer(newItems),
      change: itemChange === null ? noOld : formats.signedShare(itemChange),
    },
    {
      id: 'bytes',
      name: t('fetches.compare.bytes'),
      old: oldBytes === null ? noOld : formats.bytes(oldBytes),
      fresh: formats.bytes(newBytes),
      change: byteChange === null ? noOld : formats.signedShare(byteChange),
    },
  ]
  const columns: readonly Column<(typeof lines)[number]>[] = [
    { id: 'name', header: t('fetches.compare.what'), width: '120px', rowHeader: true, render: (line) => line.name },
    { id: 'old', header: t('fetches.compare.old'), align: 'end', render: (line) => line.old },
    { id: 'new', header: t('fetches.compare.new'), align: 'end', render: (line) => line.fresh },
    { id: 'change', header: t('fetches.compare.change'), align: 'end', render: (line) => line.change },
  ]
  return (
    <div className="lane__comparison">
      <DataTable
        caption={t('fetches.compare.caption')}
        columns={columns}
        rows={lines}
        rowKey={(line) => line.id}
        edge="none"
      />
    </div>
  )
}
