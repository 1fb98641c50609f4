import type { ScheduleStatus } from '../../../shared/contract/schedule.ts'
import { useWords } from '../../i18n/words.ts'
import { Panel } from '../../ui/Page.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** Keys that will die before their successors can have come. */
export function ScheduleWarnings({ status }: { readonly status: ScheduleStatus | null }) {
  const { t, formats } = useWords()
  if (!status || status.gaps.length === 0) return null
  return (
    <Panel title={t('schedule.gaps')}>
      <ul className="schedule__gaps">
        {status.gaps.map(({ provider, expiresAt, successorAt }) => (
          <li key={provider}>
            <StatusWord shape="warning" tone="warning">
              {provider}
            </StatusWord>{' '}
            {t('schedule.gap', {
              dies: formats.instant(expiresAt),
              comes: formats.instant(successorAt),
              gap: formats.duration(successorAt - expiresAt),
            })}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
