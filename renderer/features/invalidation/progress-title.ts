import type { Words } from '../../i18n/words.ts'
import { type InvalidationState, selectAct } from './invalidation-store.ts'

/** What runs, or waits. */
export function progressTitle({ t }: Words, state: InvalidationState): string {
  const { namespace, run } = state
  const what = t('invalidation.progress.title', { act: selectAct(state), namespace })
  const paused = run.phase === 'running' && run.progress?.paused !== undefined
  return paused ? t('invalidation.paused.named', { what }) : what
}
