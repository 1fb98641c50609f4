import type { ReactNode } from 'react'
import type { FetchRun } from '../../../shared/contract/fetch.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Page.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { FacetChip } from './FacetChip.tsx'
import {
  facetCounts,
  type HistoryFilter,
  type HistoryRow,
  type HistoryState,
  historyRows,
  historyStates,
  matches,
} from './history-rows.ts'
import { changeOfItems } from './lane-pace.ts'
import { outcomeStatus } from './lane-status.ts'
import { pagesRead } from './page-cells.ts'
import './history.css'

export interface HistoryProps {
  readonly runs: readonly FetchRun[]
  /** Ids of the providers, for the facets. */
  readonly providers: readonly string[]
  readonly filter: HistoryFilter
  /** Whether older runs may exist than were read. */
  readonly limited: boolean
  /** Id of the run that is shown above. */
  readonly chosen: string | null
  readonly onProvider: (provider: string) => void
  readonly onState: (state: HistoryState) => void
  readonly onClear: () => void
  readonly onOpen: (row: HistoryRow) => void
  /** Offered where nothing was ever fetched. */
  readonly startButton: ReactNode
}

/** What ran: a line per provider and run, narrowed by facets that keep their counts. */
export function History(props: HistoryProps) {
  const { runs, providers, filter, limited, chosen, onProvider, onState, onClear, onOpen } = props
  const words = useWords()
  const { t, formats } = words
  const rows = historyRows(runs)
  const shown = rows.filter((row) => matches(row, filter))
  const counts = facetCounts(rows, filter, providers)
  return (
    <Panel
      flush
      title={t('fetches.history.title')}
      note={limited ? t('fetches.history.limited', { n: formats.integer(runs.length) }) : formats.integer(rows.length)}
    >
      {rows.length === 0 ? (
        <EmptyState action={props.startButton}>
          {t('fetches.history.empty')} {t('fetches.history.emptyHint')}
        </EmptyState>
      ) : (
        <>
          <div className="history__facets">
            <fieldset className="history__facet" aria-label={t('fetches.history.filterProvider')}>
              {providers.map((id) => (
                <FacetChip
                  key={id}
                  name={id}
                  count={formats.integer(counts.byProvider.get(id) ?? 0)}
                  on={filter.providers.has(id)}
                  onToggle={() => onProvider(id)}
                />
              ))}
            </fieldset>
            <fieldset className="history__facet" aria-label={t('fetches.history.filterState')}>
              {historyStates.map((state) => (
                <FacetChip
                  key={state}
                  name={t(`fetches.outcome.${state}`)}
                  count={formats.integer(counts.byState.get(state) ?? 0)}
                  on={filter.states.has(state)}
                  onToggle={() => onState(state)}
                />
              ))}
            </fieldset>
          </div>
          {shown.length < rows.length && (
            <EmptyState
              action={
                <Button size="small" onClick={onClear}>
                  {t('fetches.history.clear')}
                </Button>
              }
            >
              {t('fetches.history.filtered', { n: rows.length - shown.length })}
            </EmptyState>
          )}
          {shown.length > 0 && (
            <HistoryTable
              rows={shown}
              total={rows.length}
              selected={shown.find(({ run }) => run.runId === chosen)?.id ?? null}
              onOpen={onOpen}
            />
          )}
        </>
      )}
    </Panel>
  )
}

interface HistoryTableProps {
  readonly rows: readonly HistoryRow[]
  readonly total: number
  readonly selected: string | null
  readonly onOpen: (row: HistoryRow) => void
}

function HistoryTable({ rows, total, selected, onOpen }: HistoryTableProps) {
  const words = useWords()
  const { t, formats } = words
  const markOf = useMarkOf()
  const columns: readonly Column<HistoryRow>[] = [
    {
      id: 'started',
      header: t('fetches.history.started'),
      width: '144px',
      sortValue: ({ run }) => run.startedAt,
      render: ({ run }) => formats.instant(run.startedAt),
    },
    {
      id: 'day',
      header: t('fetches.history.day'),
      width: '72px',
      sortValue: ({ run }) => run.day,
      render: ({ run }) => formats.day(run.day),
    },
    {
      id: 'provider',
      header: t('fetches.history.provider'),
      width: '140px',
      rowHeader: true,
      sortValue: ({ lane }) => lane.provider,
      render: ({ lane }) => (
        <span className="history__provider">
          <ProviderMark mark={markOf(lane.provider)} letter={lane.provider.charAt(0)} />
          {lane.provider}
        </span>
      ),
    },
    {
      id: 'state',
      header: t('fetches.history.state'),
      render: ({ lane }) => {
        const { shape, tone, word } = outcomeStatus(words, lane)
        // Healthy is quiet: in a list only what went wrong has colour.
        return (
          <StatusWord shape={shape} tone={tone === 'ok' ? 'quiet' : tone}>
            {word}
          </StatusWord>
        )
      },
    },
    {
      id: 'pages',
      header: t('fetches.history.pages'),
      width: '104px',
      align: 'end',
      sortValue: ({ lane }) => pagesRead(lane.pages),
      render: ({ lane }) => pagesText(words, lane.pages, lane.pagesTotal),
    },
    {
      id: 'items',
      header: t('fetches.history.items'),
      width: '88px',
      align: 'end',
      sortValue: ({ lane }) => lane.items,
      render: ({ lane }) => formats.integer(lane.items),
    },
    {
      id: 'change',
      header: t('fetches.history.change'),
      width: '92px',
      align: 'end',
      wideOnly: true,
      sortValue: ({ lane }) => changeOfItems(lane),
      render: ({ lane }) => changeText(words, changeOfItems(lane)),
    },
    {
      id: 'size',
      header: t('fetches.history.size'),
      width: '76px',
      align: 'end',
      wideOnly: true,
      sortValue: ({ lane }) => lane.payloadBytes,
      render: ({ lane }) => (lane.payloadBytes === null ? '–' : formats.mebibytes(lane.payloadBytes)),
    },
    {
      id: 'took',
      header: t('fetches.history.took'),
      width: '104px',
      align: 'end',
      sortValue: tookMs,
      render: (row) => tookText(words, tookMs(row)),
    },
    {
      id: 'connection',
      header: t('fetches.history.connection'),
      width: '116px',
      wideOnly: true,
      sortValue: ({ run }) => run.connection,
      render: ({ run }) => run.connection,
    },
    { id: 'who', header: t('fetches.history.who'), width: '140px', wideOnly: true, render: ({ run }) => run.startedBy },
  ]
  return (
    <DataTable
      caption={t('fetches.history.caption')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowCount={total}
      selected={selected}
      onOpen={onOpen}
    />
  )
}

type WordsOf = ReturnType<typeof useWords>

function tookMs({ lane }: HistoryRow): number | null {
  return lane.startedAt !== null && lane.endedAt !== null ? lane.endedAt - lane.startedAt : null
}

const tookText = ({ formats }: WordsOf, ms: number | null) => (ms === null ? '–' : formats.duration(ms))

const changeText = ({ formats }: WordsOf, change: number | null) =>
  change === null ? '–' : formats.signedShare(change)

function pagesText({ t, formats }: WordsOf, pages: string, total: number | null): string {
  const read = pagesRead(pages)
  if (total === null || total === read) return formats.integer(read)
  return t('fetches.history.pagesOf', { read: formats.integer(read), total: formats.integer(total) })
}
