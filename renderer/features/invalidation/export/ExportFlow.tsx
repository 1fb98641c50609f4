import { Square } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type {
  ExportedTarget,
  ExportProgress,
  ExportReport,
  ExportRequest,
} from '../../../../shared/contract/transfer.ts'
import { targetText } from '../../../../shared/keys/target-text.ts'
import { clearRequestedExport, useRequestedFlow } from '../../../connection/requested-flow.ts'
import { useWords } from '../../../i18n/words.ts'
import { BooksTable } from '../../../ui/BooksTable.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'
import '../invalidation.css'
import { useFocusIfLost } from '../use-focus-if-lost.ts'
import { useExport } from './export-store.ts'

/** Hosts an export for every screen: how far it is, and what stands in the file. Esc stops it, or leaves the result. */
export function ExportFlow() {
  const { t } = useWords()
  const requested = useRequestedFlow((state) => state.export)
  const { run, begin, stop, close, start } = useExport()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => start(), [start])
  useEffect(() => {
    if (requested === null) return
    void begin(requested)
    clearRequestedExport()
  }, [requested, begin])
  useFocusIfLost(first)
  const nameOf = (target: ExportedTarget | ExportRequest) => {
    if (target.scope !== 'keys') return targetText(target)
    return t('export.keys', { count: typeof target.keys === 'number' ? target.keys : target.keys.length })
  }
  if (run.phase === 'none' || run.phase === 'asking') return null
  if (run.phase === 'running') {
    return (
      <Dialog
        open
        narrow
        onClose={() => void stop()}
        title={t('export.running', { target: nameOf(run.progress.target) })}
        initialFocus={first}
        foot={
          <Button
            ref={first}
            size="dialog"
            icon={Square}
            hint="Esc"
            reason={run.stopping ? t('export.stopping') : null}
            reasonShown="hidden"
            onClick={() => void stop()}
          >
            {t('export.stop')}
          </Button>
        }
      >
        <Running progress={run.progress} />
      </Dialog>
    )
  }
  const target = nameOf(run.phase === 'ended' ? run.report.target : run.target)
  return (
    <Dialog
      open
      narrow
      onClose={close}
      title={t(run.phase === 'ended' ? 'export.ended' : 'export.notDone', { target })}
      initialFocus={first}
      foot={
        <Button ref={first} size="dialog" variant="primary" onClick={close}>
          {t('invalidation.result.close')}
        </Button>
      }
    >
      <div className="invalidation">
        {run.phase === 'ended' ? <Report report={run.report} /> : <NotDone failure={run.failure} />}
      </div>
    </Dialog>
  )
}

function Running({ progress: { phase, done, of, fileBytes } }: { readonly progress: ExportProgress }) {
  const { t, formats } = useWords()
  const figures = { done: formats.integer(done), of: formats.integer(of), size: formats.bytes(fileBytes) }
  return (
    <div className="invalidation__walk">
      <p>{t(`export.phase.${phase}`, figures)}</p>
      <Progress label={t(`export.phase.${phase}`, figures)} share={of === 0 ? null : Math.min(1, done / of)} />
      <p className="text-2">{t('export.nothingChanges')}</p>
    </div>
  )
}

function Report({ report }: { readonly report: ExportReport }) {
  const { t, formats } = useWords()
  const lines = ['saved', 'gone', 'changed', 'failed'] as const
  const whole = report.changed + report.failed === 0
  return (
    <>
      <StatusWord shape={whole ? 'ok' : 'incomplete'} tone={whole ? 'ok' : 'warning'}>
        {t(whole ? 'export.whole' : 'export.partial')}
      </StatusWord>
      <p>
        <span className="mono">{report.file}</span>{' '}
        <span className="text-2">
          {t('export.took', { size: formats.bytes(report.fileBytes), duration: formats.duration(report.elapsedMs) })}
        </span>
      </p>
      <BooksTable
        caption={t('export.books')}
        rows={lines.map((line) => ({ id: line, name: t(`export.books.${line}`), count: report[line] }))}
        total={{ name: t('export.books.listed'), count: report.listed }}
      />
    </>
  )
}

function NotDone({ failure }: { readonly failure: Parameters<typeof FailureNotice>[0]['failure'] }) {
  const { t } = useWords()
  if (failure.code !== 'cancelled') return <FailureNotice failure={failure} />
  return (
    <StatusWord shape="stopped" tone="quiet">
      {t('export.cancelled')}
    </StatusWord>
  )
}
