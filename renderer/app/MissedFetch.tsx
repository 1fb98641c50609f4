import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { requestFetch } from '../connection/requested-flow.ts'
import { selectScheduleStatus, useSchedule } from '../connection/schedule-store.ts'
import { useWords } from '../i18n/words.ts'
import { latest } from '../lib/load.ts'
import { Button } from '../ui/Button.tsx'
import { Banner } from './Banner.tsx'

/** A scheduled fetch that no console was there to run: offered, never started by itself. */
export function MissedFetch() {
  const { t, formats } = useWords()
  const status = latest(useSchedule(selectScheduleStatus))
  const [dismissed, setDismissed] = useState<number | null>(null)
  const dueAt = status?.jobs.find(({ job }) => job === 'daily_fetch')?.lastDueAt ?? null
  if (!status || status.missed.length === 0 || dueAt === null || dismissed === dueAt) return null
  return (
    <Banner
      icon={CalendarClock}
      tone="warning"
      title={t('banner.missed', { at: formats.shortInstant(dueAt) })}
      actions={
        <>
          <Button size="small" onClick={() => requestFetch({ providers: status.missed })}>
            {t('banner.missedFetch')}
          </Button>
          <Button size="small" variant="ghost" onClick={() => setDismissed(dueAt)}>
            {t('banner.dismiss')}
          </Button>
        </>
      }
    >
      {t('banner.missedText', { names: status.missed.join(', ') })}
    </Banner>
  )
}
