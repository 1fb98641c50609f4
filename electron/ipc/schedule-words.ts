import type { ScheduledEnd } from '../../shared/contract/schedule.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'

interface Notice {
  readonly title: string
  readonly body: string
}

/** What is told outside the window of a scheduled job that did not go well; null where nobody need know. */
export function scheduleNotice(end: ScheduledEnd, language: string): Notice | null {
  if (end.outcome !== 'failed' && end.outcome !== 'partial') return null
  const pt = language.startsWith('pt')
  const failure = end.failure && failureWords(end.failure, pt ? 'pt-BR' : 'en')
  const why = failure ? `${failure.what} ${failure.next}` : ''
  const names = end.lacking.join(', ')
  const titles = pt
    ? { daily_fetch: 'Coleta diária', clean_up: 'Limpeza semanal', failed: 'falhou', partial: 'incompleta' }
    : { daily_fetch: 'Daily fetch', clean_up: 'Weekly clean-up', failed: 'failed', partial: 'incomplete' }
  return {
    title: `${titles[end.job]}: ${titles[end.outcome]}`,
    body: [names, why].filter((part) => part !== '').join('. '),
  }
}

/** The words of the icon that stands for the console while its window is hidden. */
export function trayWords(language: string) {
  return language.startsWith('pt')
    ? { tooltip: 'Provider Cache Console: a agenda está ligada', open: 'Abrir o console', quit: 'Encerrar' }
    : { tooltip: 'Provider Cache Console: the schedule is on', open: 'Open the console', quit: 'Quit' }
}
