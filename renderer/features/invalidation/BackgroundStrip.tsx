import type { PolicyRepair } from '../../../shared/contract/policy.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { settledShare } from './books.ts'
import { FlowStrip } from './FlowStrip.tsx'
import { type RunState, selectAct, useInvalidation } from './invalidation-store.ts'
import { progressTitle } from './progress-title.ts'

/** A removal that was sent to the background: it stays in sight, with its way back and its Stop. */
export function BackgroundStrip() {
  const words = useWords()
  const { t } = words
  const store = useInvalidation()
  const { shown, namespace, run, show, close, stop } = store
  const act = useInvalidation(selectAct)
  if (shown || run.phase === 'none') return null
  const progress = run.phase === 'running' ? run.progress : null
  return (
    <FlowStrip
      label={t('invalidation.background.label')}
      words={run.phase === 'running' ? progressTitle(words, store) : endWords(words, { act, namespace }, run)}
      running={run.phase === 'running'}
      stopping={run.phase === 'running' && run.stopping}
      share={progress ? settledShare(progress.books) : null}
      onShow={show}
      onClose={close}
      onStop={() => void stop()}
    />
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
