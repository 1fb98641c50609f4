import type { NodeReport, Persistence, ServerReport } from '../../../shared/contract/server-report.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import type { StateShape, Tone } from '../../ui/icons.ts'
import { Panel } from '../../ui/Page.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** What would be left after a power cut: snapshots (RDB) and the append-only file (AOF), node by node. */
export function PersistencePanel({ report }: { readonly report: ServerReport }) {
  const words = useWords()
  const { t, formats } = words
  const unknown = <Unknown reason={t('reason.serverSilent')} />
  return (
    <Panel flush title={t('server.backup.title')} note={t('server.backup.note')}>
      <DataTable<NodeReport>
        caption={t('server.backup.title')}
        rows={report.nodes}
        rowKey={({ address }) => address}
        columns={[
          {
            id: 'node',
            header: t('server.column.node'),
            width: '184px',
            rowHeader: true,
            render: ({ address }) => <span className="mono">{address}</span>,
          },
          {
            id: 'rdb',
            header: t('server.column.rdb'),
            width: '144px',
            render: ({ persistence }) => (persistence ? <State {...rdbState(persistence)} /> : unknown),
          },
          {
            id: 'saved',
            header: t('server.column.lastSave'),
            render: ({ persistence }) => lastSaveText(words, persistence, report.at) ?? unknown,
          },
          {
            id: 'changes',
            header: t('server.column.changes'),
            align: 'end',
            width: '144px',
            render: ({ persistence }) =>
              persistence?.rdbChangesSinceSave == null ? unknown : formats.integer(persistence.rdbChangesSinceSave),
          },
          {
            id: 'aof',
            header: t('server.column.aof'),
            width: '128px',
            render: ({ persistence }) =>
              persistence?.aofEnabled == null ? unknown : <State {...aofState(persistence)} />,
          },
          {
            id: 'size',
            header: t('server.column.aofSize'),
            align: 'end',
            width: '104px',
            render: ({ persistence }) =>
              persistence?.aofEnabled === false ? (
                <Unknown reason={t('common.notApplicable')} />
              ) : persistence?.aofBytes == null ? (
                unknown
              ) : (
                formats.bytes(persistence.aofBytes)
              ),
          },
        ]}
      />
    </Panel>
  )
}

interface Looks {
  readonly shape: StateShape
  readonly tone: Tone
  readonly word: 'failed' | 'running' | 'ok' | 'none' | 'off' | 'unknown'
}

function State({ shape, tone, word }: Looks) {
  const { t } = useWords()
  return (
    <StatusWord shape={shape} tone={tone}>
      {t(`server.backup.${word}`)}
    </StatusWord>
  )
}

function rdbState({ rdbInProgress, rdbLastStatus, rdbSaved }: Persistence): Looks {
  if (rdbLastStatus !== null && rdbLastStatus !== 'ok') return { shape: 'error', tone: 'error', word: 'failed' }
  if (rdbInProgress === true) return { shape: 'running', tone: 'info', word: 'running' }
  if (rdbSaved === false) return { shape: 'never', tone: 'warning', word: 'none' }
  return rdbLastStatus === null || rdbSaved === null
    ? { shape: 'empty', tone: 'quiet', word: 'unknown' }
    : { shape: 'ok', tone: 'quiet', word: 'ok' }
}

function aofState({ aofEnabled, aofLastWriteStatus, aofLastRewriteStatus }: Persistence): Looks {
  if (aofEnabled === false) return { shape: 'stopped', tone: 'quiet', word: 'off' }
  const failed = [aofLastWriteStatus, aofLastRewriteStatus].some((status) => status !== null && status !== 'ok')
  return failed ? { shape: 'error', tone: 'error', word: 'failed' } : { shape: 'ok', tone: 'quiet', word: 'ok' }
}

function lastSaveText({ t, formats }: Words, persistence: Persistence | null, now: number): string | null {
  if (persistence === null) return null
  if (persistence.rdbSaved === false) return t('server.backup.neverSaved')
  if (persistence.rdbLastSaveAt === null) return null
  return `${formats.instant(persistence.rdbLastSaveAt)}, ${formats.relative(persistence.rdbLastSaveAt, now)}`
}
