import { History, Search } from 'lucide-react'
import { goTo } from '../connection/address.ts'
import { useOperations } from '../connection/operations-store.ts'
import { useWords } from '../i18n/words.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { Progress } from '../ui/Progress.tsx'
import { ConnectionMenu } from './ConnectionMenu.tsx'
import { operationsSummary } from './operations-summary.ts'
import { openOverlay } from './shell-store.ts'

/** Connection at the left, palette in the middle, what runs at the right. */
export function TopBar({ onSkip }: { readonly onSkip: () => void }) {
  const { t } = useWords()
  return (
    <header className="top-bar" tabIndex={-1} data-region="top">
      <button type="button" className="shell__skip" onClick={onSkip}>
        {t('app.skip')}
      </button>
      <ConnectionMenu />
      <button type="button" className="top-bar__palette" aria-haspopup="dialog" onClick={() => openOverlay('palette')}>
        <Search size={14} strokeWidth={2} aria-hidden="true" />
        <span className="top-bar__palette-text">{t('palette.open')}</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <RunningOperations />
    </header>
  )
}

function RunningOperations() {
  const { t, formats } = useWords()
  const fetches = useOperations((state) => state.fetches)
  const invalidation = useOperations((state) => state.invalidation)
  const undo = useOperations((state) => state.undo)
  const { count, paused, share } = operationsSummary(fetches, invalidation, undo)
  if (count === 0) return <p className="top-bar__operations text-3">{t('operations.none')}</p>
  return (
    <button type="button" className="top-bar__operations top-bar__operations--running" onClick={() => goTo('/fetches')}>
      <History size={14} strokeWidth={2} aria-hidden="true" />
      <span>{t(paused ? 'operations.paused' : 'operations.running', { n: count })}</span>
      <Progress label={t('operations.progress')} share={share} width="64px" />
      {share !== null && <span>{formats.share(Math.floor(share * 100) / 100)}</span>}
    </button>
  )
}
