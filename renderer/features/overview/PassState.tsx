import { Square } from 'lucide-react'
import { selectExact, useLive } from '../../connection/live-store.ts'
import { useStats } from '../../connection/stats-store.ts'
import { useWords } from '../../i18n/words.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** How far the figures reach: the running pass with its stop, or how the last one ended. */
export function PassState() {
  const { t, formats } = useWords()
  const { growing, running, report, outdated } = useStats()
  const live = useLive(selectExact)
  if (running) {
    const total = Math.max(growing?.expectedKeys ?? 0, growing?.keys ?? 0)
    const share = growing && total > 0 ? growing.keys / total : null
    return (
      <span className="pass">
        <Progress label={t('overview.pass.progress')} share={share} width="48px" />
        <span className="pass__words">
          {growing ? t('overview.pass.running', { done: growing.keys, total }) : t('overview.pass.starting')}
        </span>
        <IconButton
          size="small"
          icon={Square}
          label={t('overview.pass.stop')}
          onClick={() => void useStats.getState().cancel()}
        />
      </span>
    )
  }
  if (report?.complete && live) return <LiveState passAt={report.at} />
  if (!report) return <span className="text-2">{t('overview.pass.none')}</span>
  if (outdated) return <span className="text-2">{t('overview.pass.outdated')}</span>
  if (!report.complete) {
    const id = report.cancelled ? 'overview.pass.stopped' : 'overview.pass.partial'
    return <span className="pass__short">{t(id, { done: report.keys, total: report.expectedKeys })}</span>
  }
  if (report.exact) {
    return <span className="text-2">{t('overview.pass.exact', { elapsed: formats.duration(report.elapsedMs) })}</span>
  }
  return <span className="text-2">{t('overview.pass.sample', { n: report.measured })}</span>
}

/** Counts of this moment; memory and lifetimes are still those of the last pass. */
function LiveState({ passAt }: { readonly passAt: number }) {
  const { t, formats } = useWords()
  return (
    <StatusWord shape="ok" tone="ok">
      {t('overview.pass.live', { pass: formats.clock(passAt).slice(0, 5) })}
    </StatusWord>
  )
}
