import { FileUp, RotateCcw } from 'lucide-react'
import { addressText } from '../../../shared/connection/address-text.ts'
import type { UndoBundle } from '../../../shared/contract/undo.ts'
import { targetText } from '../../../shared/keys/target-text.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { StateShape, Tone } from '../../ui/icons.ts'
import { Panel } from '../../ui/Page.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { canUndo } from './activity-store.ts'

export interface UndoBundlesProps {
  readonly bundles: readonly UndoBundle[]
  readonly now: number
  /** Why nothing can be restored; null where it can. */
  readonly notWritable: string | null
  readonly onUndo: (bundle: UndoBundle) => void
  readonly onImport: () => void
}

const looks: Readonly<Record<UndoBundle['state'], { readonly shape: StateShape; readonly tone: Tone }>> = {
  ready: { shape: 'ok', tone: 'ok' },
  restored: { shape: 'kept', tone: 'quiet' },
  expired: { shape: 'waiting', tone: 'quiet' },
  damaged: { shape: 'warning', tone: 'warning' },
}

/** What was removed and is still on this machine's disk, newest first. */
export function UndoBundles({ bundles, now, notWritable, onUndo, onImport }: UndoBundlesProps) {
  const { t, formats } = useWords()
  const markOf = useMarkOf()
  const columns: readonly Column<UndoBundle>[] = [
    {
      id: 'state',
      header: t('activity.bundles.state'),
      width: '164px',
      render: (bundle) => {
        const state = stateAt(bundle, now)
        return (
          <StatusWord {...looks[state]}>
            {t(bundle.file !== undefined && isFileState(state) ? `import.state.${state}` : `activity.bundle.${state}`)}
          </StatusWord>
        )
      },
    },
    {
      id: 'target',
      header: t('activity.bundles.target'),
      rowHeader: true,
      render: ({ target, file }) => (
        <span
          className="activity__target"
          title={file === undefined ? targetText(target) : `${targetText(target)}, ${file}`}
        >
          {target.namespace !== null && (
            <ProviderMark mark={markOf(target.namespace)} letter={target.namespace.charAt(0)} />
          )}
          <span className="mono">{targetText(target)}</span>
        </span>
      ),
    },
    {
      id: 'created',
      header: t('activity.bundles.created'),
      width: '148px',
      sortValue: ({ createdAt }) => createdAt,
      render: ({ createdAt }) => formats.instant(createdAt),
    },
    {
      id: 'until',
      header: t('activity.bundles.until'),
      width: '256px',
      sortValue: ({ undoUntil }) => undoUntil,
      render: (bundle) => (
        <>
          {formats.instant(bundle.undoUntil)}
          {canUndo(bundle, now) && (
            <span className="text-2">
              {' '}
              {t('activity.bundles.left', { left: formats.duration(bundle.undoUntil - now) })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'keys',
      header: t('activity.bundles.keys'),
      align: 'end',
      width: '96px',
      sortValue: ({ keys }) => keys,
      render: ({ keys }) => formats.integer(keys),
    },
    {
      id: 'size',
      header: t('activity.bundles.size'),
      align: 'end',
      width: '96px',
      wideOnly: true,
      sortValue: ({ fileBytes }) => fileBytes,
      render: ({ fileBytes }) => formats.bytes(fileBytes),
    },
    {
      id: 'server',
      header: t('activity.bundles.server'),
      width: '224px',
      wideOnly: true,
      render: ({ server }) => <span className="mono">{`${addressText(server)} db ${server.database}`}</span>,
    },
    {
      id: 'actions',
      header: t('activity.bundles.actions'),
      align: 'end',
      width: '152px',
      render: (bundle) =>
        canUndo(bundle, now) && (
          <Button
            size="small"
            icon={bundle.file === undefined ? RotateCcw : FileUp}
            reason={notWritable}
            reasonShown="hidden"
            aria-label={
              bundle.file === undefined
                ? t('activity.bundles.undoNamed', { target: targetText(bundle.target) })
                : t('import.title', { target: targetText(bundle.target), file: bundle.file })
            }
            onClick={() => onUndo(bundle)}
          >
            {t(bundle.file === undefined ? 'activity.bundles.undo' : 'import.act')}
          </Button>
        ),
    },
  ]
  const importButton = (
    <Button size="small" icon={FileUp} reason={notWritable} reasonShown="hidden" onClick={onImport}>
      {t('import.act')}
    </Button>
  )
  return (
    <Panel flush title={t('activity.bundles.title')} note={notWritable} actions={importButton}>
      {bundles.length === 0 ? (
        <EmptyState>{t('activity.bundles.empty')}</EmptyState>
      ) : (
        <DataTable
          caption={t('activity.bundles.caption')}
          columns={columns}
          rows={bundles.toSorted((a, b) => b.createdAt - a.createdAt)}
          rowKey={({ bundle }) => bundle}
        />
      )}
    </Panel>
  )
}

/** What a file is called by other words than a removal. */
const isFileState = (state: UndoBundle['state']) => state === 'ready' || state === 'restored'

/** A bundle whose time ran out while the screen stood open is no longer ready. */
function stateAt(bundle: UndoBundle, now: number): UndoBundle['state'] {
  return bundle.state === 'ready' && bundle.undoUntil <= now ? 'expired' : bundle.state
}
