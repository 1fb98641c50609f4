import type { FetchLane } from '../../../shared/contract/fetch.ts'
import { targetText } from '../../../shared/keys/target-text.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { goTo } from '../../connection/address.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { selectLeftOperations, useLeftOperations } from '../../connection/left-operations-store.ts'
import { useOperations } from '../../connection/operations-store.ts'
import { selectRecentRuns, useRecentRuns } from '../../connection/recent-runs-store.ts'
import { requestFetch, requestInvalidation, requestRecovery, requestUndo } from '../../connection/requested-flow.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { StateShape, Tone } from '../../ui/icons.ts'
import { Panel } from '../../ui/Page.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { type Unfinished, unfinishedOf } from './unfinished.ts'

/** What runs, and what ended without storing and was not made good since. Nothing of that: no panel. */
export function UnfinishedOperations() {
  const words = useWords()
  const { t, formats } = words
  const fetches = useOperations((state) => state.fetches)
  const invalidation = useOperations((state) => state.invalidation)
  const undo = useOperations((state) => state.undo)
  const left = useLeftOperations(selectLeftOperations)
  const recent = useRecentRuns(selectRecentRuns)
  const connection = useConnection((state) => selectShownConnection(state)?.name ?? '')
  const rows = unfinishedOf({ left, fetches, invalidation, undo, recent, connection })
  if (rows.length === 0) return null
  return (
    <Panel
      flush
      title={t('overview.operations')}
      note={formats.integer(rows.length)}
      actions={
        <Button variant="ghost" size="small" hint="G A" onClick={() => goTo('/activity')}>
          {t('overview.operations.more')}
        </Button>
      }
    >
      <DataTable
        caption={t('overview.operations')}
        headHidden
        rows={rows}
        rowKey={keyOf}
        columns={[
          {
            id: 'state',
            header: t('overview.operations.state'),
            width: '144px',
            render: (row) => <OperationState row={row} />,
          },
          {
            id: 'what',
            header: t('overview.operations.what'),
            rowHeader: true,
            width: '21%',
            render: (row) => nameOf(words, row),
          },
          {
            id: 'detail',
            header: t('overview.operations.detail'),
            render: (row) => (
              <span className="text-2" title={detailOf(words, row)}>
                {detailOf(words, row)}
              </span>
            ),
          },
          {
            id: 'when',
            header: t('overview.operations.when'),
            width: '244px',
            wideOnly: true,
            render: (row) => <span className="text-2">{whenOf(words, row)}</span>,
          },
          {
            id: 'act',
            header: <span className="visually-hidden">{t('overview.operations.act')}</span>,
            align: 'end',
            width: '168px',
            render: (row) => <OperationAct row={row} />,
          },
        ]}
      />
    </Panel>
  )
}

function keyOf(row: Unfinished): string {
  switch (row.kind) {
    case 'left':
      return row.operation.operationId
    case 'running':
      return row.run.runId
    case 'removing':
    case 'restoring':
      return row.progress.operationId
    case 'lane':
      return `${row.run.runId} ${row.lane.provider}`
  }
}

function OperationState({ row }: { readonly row: Unfinished }) {
  const { t } = useWords()
  if (row.kind === 'left') {
    return (
      <StatusWord shape="incomplete" tone="error">
        {t('recovery.state')}
      </StatusWord>
    )
  }
  if ((row.kind === 'removing' || row.kind === 'restoring') && row.progress.paused) {
    return (
      <StatusWord shape="waiting" tone="warning">
        {t('overview.operations.paused')}
      </StatusWord>
    )
  }
  if (row.kind !== 'lane') {
    return (
      <StatusWord shape="running" tone="info">
        {t('overview.operations.running')}
      </StatusWord>
    )
  }
  const [shape, tone, word] = outcomeOf(row.lane)
  return (
    <StatusWord shape={shape} tone={tone}>
      {t(word)}
    </StatusWord>
  )
}

type OutcomeWord = `overview.operations.${'failed' | 'kept' | 'interrupted'}`

function outcomeOf({ outcome }: FetchLane): readonly [StateShape, Tone, OutcomeWord] {
  if (outcome === 'kept_old') return ['kept', 'warning', 'overview.operations.kept']
  if (outcome === 'interrupted') return ['incomplete', 'warning', 'overview.operations.interrupted']
  return ['error', 'error', 'overview.operations.failed']
}

function nameOf({ t, formats }: Words, row: Unfinished): string {
  switch (row.kind) {
    case 'left':
      return t(`recovery.what.${row.operation.kind}`, { target: targetText(row.operation.target) })
    case 'running':
      return t('overview.operations.fetch', { day: formats.day(row.run.day) })
    case 'removing':
      return t('overview.operations.invalidation', { namespace: targetText(row.progress.target) })
    case 'restoring':
      return t('overview.operations.undo', { target: targetText(row.progress.target) })
    case 'lane':
      return t('overview.operations.fetchOf', { provider: row.lane.provider, day: formats.day(row.run.day) })
  }
}

function detailOf({ t, language }: Words, row: Unfinished): string {
  switch (row.kind) {
    case 'left':
      return t('recovery.detail')
    case 'running':
      return row.run.lanes
        .map(({ provider, items, pages }) =>
          t('overview.operations.lane', { provider, items, pages: pages.replaceAll('a', '').length }),
        )
        .join('; ')
    case 'removing': {
      const { deleted, previewed } = row.progress.books
      return t('overview.operations.removed', { done: deleted, total: previewed })
    }
    case 'restoring': {
      const { restored, saved } = row.progress.books
      return t('overview.operations.restored', { done: restored, total: saved })
    }
    case 'lane':
      if (row.lane.failure) return failureWords(row.lane.failure, language).what
      return row.lane.reason ? t(`overview.reason.${row.lane.reason}`) : ''
  }
}

function whenOf({ t, formats }: Words, row: Unfinished): string {
  if (row.kind === 'removing' || row.kind === 'restoring') return formats.duration(row.progress.elapsedMs)
  if (row.kind === 'left') {
    const { startedAt, who } = row.operation
    return t('overview.operations.by', { at: formats.instant(startedAt), who })
  }
  return t('overview.operations.by', { at: formats.instant(row.run.startedAt), who: row.run.startedBy })
}

function OperationAct({ row }: { readonly row: Unfinished }) {
  const { t } = useWords()
  switch (row.kind) {
    case 'left':
      return (
        <Button size="small" onClick={() => requestRecovery(row.operation.operationId)}>
          {t('recovery.decide')}
        </Button>
      )
    case 'running':
      return (
        <Button size="small" onClick={() => goTo(`/fetches/${row.run.runId}`)}>
          {t('overview.operations.open')}
        </Button>
      )
    case 'removing': {
      const { namespace, scope } = row.progress.target
      // Chosen keys are gone in a moment; their dialog stands where they were chosen.
      if (scope === 'keys') return null
      return (
        <Button size="small" onClick={() => requestInvalidation({ namespace })}>
          {t('overview.operations.open')}
        </Button>
      )
    }
    case 'restoring':
      return (
        <Button size="small" onClick={() => requestUndo(row.progress.bundle)}>
          {t('overview.operations.open')}
        </Button>
      )
    case 'lane':
      return (
        <Button size="small" onClick={() => requestFetch({ providers: [row.lane.provider], day: row.run.day })}>
          {t('overview.operations.repeat')}
        </Button>
      )
  }
}
