import { RefreshCw } from 'lucide-react'
import { useWords } from '../i18n/words.ts'
import { Button } from './Button.tsx'

export interface RefreshButtonProps {
  readonly onClick: () => void
  /** Why nothing can be read now; null where it can. */
  readonly reason?: string | null
}

/** Reads a page's figures again; the same button and key on every page. */
export function RefreshButton({ onClick, reason = null }: RefreshButtonProps) {
  const { t } = useWords()
  return (
    <Button variant="ghost" icon={RefreshCw} hint="R" onClick={onClick} reason={reason} reasonShown="hidden">
      {t('common.refresh')}
    </Button>
  )
}
