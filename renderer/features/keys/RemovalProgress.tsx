import type { InvalidationProgress } from '../../../shared/contract/invalidation.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Progress } from '../../ui/Progress.tsx'

/** How many of several keys were dealt with. */
export function RemovalProgress({ progress }: { readonly progress: InvalidationProgress | null }) {
  const { t, formats } = useWords()
  const production = useConnection((state) => selectShownConnection(state)?.target.environment === 'production')
  if (progress === null) return <p role="status">{t(production ? 'browse.remove.native' : 'browse.remove.running')}</p>
  const { previewed, notAttempted } = progress.books
  const figures = { done: formats.integer(previewed - notAttempted), total: formats.integer(previewed) }
  return (
    <div className="keys__removal">
      <p>{t('invalidation.progress.of', figures)}</p>
      <Progress label={t('invalidation.progress.bar')} share={(previewed - notAttempted) / previewed} />
    </div>
  )
}
