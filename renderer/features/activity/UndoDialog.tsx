import { type ReactNode, useEffect, useRef } from 'react'
import { isSamePlace } from '../../../shared/connection/same-place.ts'
import type { OpenConnection } from '../../../shared/contract/connection.ts'
import type { UndoResult } from '../../../shared/contract/undo.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { EnvironmentBadge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import type { StateShape, Tone } from '../../ui/icons.ts'
import { StatusWord } from '../../ui/StatusWord.tsx'
import type { UndoFlow } from './activity-store.ts'
import { targetText } from './target-text.ts'

export interface UndoDialogProps {
  readonly flow: UndoFlow
  readonly connection: OpenConnection | null
  readonly notWritable: string | null
  readonly onRun: () => void
  readonly onClose: () => void
}

/** What returns and what does not, the restore itself, and its books. */
export function UndoDialog({ flow, connection, notWritable, onRun, onClose }: UndoDialogProps) {
  const words = useWords()
  const { t, formats } = words
  const first = useRef<HTMLButtonElement>(null)
  const { bundle, result } = flow
  const { namespace } = bundle.target
  const done = result.phase === 'ready'
  const running = result.phase === 'loading'
  // The button that ran it is gone: the focus goes on to the one that ends the flow.
  useEffect(() => {
    if (done) first.current?.focus()
  }, [done])
  const elsewhere = connection !== null && !isSamePlace(connection.identity, bundle.server)
  const reason = notWritable ?? (elsewhere ? t('reason.otherServer') : null)
  const production = connection?.target.environment === 'production'
  const where = production ? t('environment.production') : (connection?.name ?? '–')
  return (
    <Dialog
      open
      onClose={onClose}
      initialFocus={first}
      title={
        done
          ? t('activity.undo.doneTitle', { count: result.value.restored, namespace })
          : t('activity.undo.title', { count: bundle.keys, namespace, where })
      }
      lead={
        connection && (
          <p className="activity__where">
            <EnvironmentBadge
              environment={connection.target.environment}
              label={t(`environment.${connection.target.environment}`)}
            />
            <span>{connection.name}</span>
            <span className="mono">{targetText(bundle.target)}</span>
          </p>
        )
      }
      footStart={
        done && (
          <CopyButton
            label={t('activity.undo.copy')}
            text={summaryText(words, result.value, targetText(bundle.target))}
          />
        )
      }
      foot={
        done ? (
          <Button ref={first} size="dialog" variant="primary" onClick={onClose}>
            {t('activity.undo.finish')}
          </Button>
        ) : (
          <>
            <Button ref={first} size="dialog" hint="Esc" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button
              size="dialog"
              variant="primary"
              reason={running ? t('activity.undo.running') : reason}
              onClick={onRun}
            >
              {t('activity.undo.act', { count: bundle.keys })}
            </Button>
          </>
        )
      }
    >
      {result.phase === 'failed' && (
        <FailureNotice failure={result.failure} {...(reason === null && { onRetry: onRun })} />
      )}
      {done ? (
        <UndoBooks result={result.value} />
      ) : (
        <dl className="activity__facts">
          <Fact name={t('activity.undo.returns')}>{t('activity.undo.returnsText')}</Fact>
          <Fact name={t('activity.undo.stays')}>{t('activity.undo.staysText')}</Fact>
          <Fact name={t('activity.undo.from')}>
            {t('activity.undo.fromText', {
              size: formats.bytes(bundle.fileBytes),
              at: formats.instant(bundle.createdAt),
              until: formats.instant(bundle.undoUntil),
            })}
          </Fact>
          {elsewhere && (
            <Fact name={t('activity.bundles.server')}>
              <StatusWord shape="warning" tone="warning">
                {t('activity.undo.otherServer', {
                  server: `${bundle.server.host}:${bundle.server.port}, db ${bundle.server.database}`,
                })}
              </StatusWord>
            </Fact>
          )}
        </dl>
      )}
    </Dialog>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="activity__fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The counts of a restore; they add up to the keys saved. */
const undoLines = ['restored', 'expired', 'keptNewer', 'damaged', 'failed', 'notAttempted'] as const

function UndoBooks({ result }: { readonly result: UndoResult }) {
  const { t, formats } = useWords()
  const { shape, tone, word } = outcomeOf(result)
  const columns: readonly Column<(typeof undoLines)[number]>[] = [
    { id: 'line', header: t('activity.undo.line'), rowHeader: true, render: (line) => t(`activity.undo.${line}`) },
    {
      id: 'count',
      header: t('activity.undo.count'),
      align: 'end',
      width: '128px',
      render: (line) => formats.integer(result[line]),
    },
  ]
  return (
    <div className="activity__books">
      <StatusWord shape={shape} tone={tone}>
        {t(`activity.undo.state.${word}`)}
      </StatusWord>
      {result.failure && <FailureNotice failure={result.failure} />}
      <DataTable
        caption={t('activity.undo.caption')}
        columns={columns}
        rows={undoLines}
        rowKey={(line) => line}
        edge="none"
        foot={[
          {
            key: 'total',
            cells: [t('activity.undo.saved'), <strong key="count">{formats.integer(result.saved)}</strong>],
          },
        ]}
      />
    </div>
  )
}

interface Outcome {
  readonly shape: StateShape
  readonly tone: Tone
  readonly word: 'done' | 'partial' | 'stopped' | 'failed'
}

function outcomeOf({ ended, failed, damaged, notAttempted }: UndoResult): Outcome {
  if (ended === 'stopped') return { shape: 'stopped', tone: 'warning', word: 'stopped' }
  if (ended === 'failed') return { shape: 'error', tone: 'error', word: 'failed' }
  return failed + damaged + notAttempted > 0
    ? { shape: 'incomplete', tone: 'warning', word: 'partial' }
    : { shape: 'ok', tone: 'ok', word: 'done' }
}

/** Raw figures, free of the screen's formats. */
function summaryText({ t }: Words, result: UndoResult, target: string): string {
  const counts = undoLines.map((line) => `${t(`activity.undo.${line}`)}: ${result[line]}`)
  return [`${target} (${result.bundle})`, `${t('activity.undo.saved')}: ${result.saved}`, ...counts].join('\n')
}
