import { TriangleAlert } from 'lucide-react'
import type { NotifyChange } from '../../../../shared/contract/live.ts'
import { useLive } from '../../../connection/live-store.ts'
import { useWords } from '../../../i18n/words.ts'
import { Button } from '../../../ui/Button.tsx'

/** A console that was killed left a setting of this server changed: put it back, or leave it. */
export function LeftoverNotice({ leftover }: { readonly leftover: readonly NotifyChange[] }) {
  const { t } = useWords()
  const { settleLeftover, busy } = useLive()
  const reason = busy ? t('live.busy') : null
  return (
    <section className="live__leftover" aria-label={t('live.leftover')}>
      <TriangleAlert size={14} strokeWidth={2} aria-hidden="true" />
      <div>
        <p>{t('live.leftoverText')}</p>
        <ul className="mono">
          {leftover.map(({ node, was, set }) => (
            <li key={node}>{t('live.leftoverRow', { node, set: set || '""', was: was || '""' })}</li>
          ))}
        </ul>
      </div>
      <div className="live__leftover-acts">
        <Button size="small" reason={reason} onClick={() => void settleLeftover('put-back')}>
          {t('live.putBack')}
        </Button>
        <Button size="small" variant="ghost" reason={reason} onClick={() => void settleLeftover('keep')}>
          {t('live.keep')}
        </Button>
      </div>
    </section>
  )
}
