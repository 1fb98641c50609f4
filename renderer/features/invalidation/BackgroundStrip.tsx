import { Square } from 'lucide-react'
import type { PolicyRepair } from '../../../shared/contract/policy.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { settledShare } from './books.ts'
import { type RunState, selectAct, useInvalidation } from './invalidation-store.ts'

/** A removal that was sent to the background: it stays in sight, with its way back and its Stop. */
export function BackgroundStrip() {
  const words = useWords()
  const { t, formats } = words
  const { shown, namespace, run, show, close, stop } = useInvalidation()
  const act = useInvalidation(selectAct)
  if (shown || run.phase === 'none') return null
  const progress = run.phase === 'running' ? run.progress : null
  const share = progress ? settledShare(progress.books) : null
  return (
    <aside className="invalidation-strip" aria-label={t('invalidation.background.label')}>
      <span role="status">
        {run.phase === 'running'
          ? t('invalidation.progress.title', { act, namespace })
          : endWords(words, { act, namespace }, run)}
      </span>
      {run.phase === 'running' && (
        <>
          <Progress label={t('invalidation.progress.bar')} share={share} width="96px" />
          {share !== null && <span className="text-2">{formats.share(share)}</span>}
        </>
      )}
      <Button size="small" onClick={show}>
        {t('invalidation.background.open')}
      </Button>
      {run.phase === 'running' ? (
        <Button
          size="small"
          icon={Square}
          reason={run.stopping ? t('invalidation.progress.stopping') : null}
          reasonShown="hidden"
          onClick={() => void stop()}
        >
          {t('invalidation.progress.stop')}
        </Button>
      ) : (
        <Button size="small" variant="ghost" onClick={close}>
          {t('common.close')}
        </Button>
      )}
    </aside>
  )
}

type Over = Extract<RunState, { phase: 'ended' | 'broken' }>

/** How it ended, and how far it came. */
function endWords(
  { t, formats }: Words,
  what: { readonly act: PolicyRepair; readonly namespace: string },
  run: Over,
): string {
  const { deleted, previewed } = run.phase === 'ended' ? run.result : run.progress.books
  const end = run.phase === 'ended' ? run.result.ended : 'broken'
  const figures = { deleted: formats.integer(deleted), previewed: formats.integer(previewed) }
  return t(`invalidation.background.${end}`, { ...what, ...figures })
}
