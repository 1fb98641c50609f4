import type { ScheduleStatus } from '../../../shared/contract/schedule.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { useWords } from '../../i18n/words.ts'
import type { StateShape, Tone } from '../../ui/icons.ts'
import { StatusWord } from '../../ui/StatusWord.tsx'

type Job = ScheduleStatus['jobs'][number]
type End = NonNullable<Job['lastEnd']>

const shapes: Readonly<Record<End['outcome'], readonly [StateShape, Tone]>> = {
  done: ['ok', 'ok'],
  partial: ['incomplete', 'warning'],
  failed: ['error', 'error'],
  skipped: ['stopped', 'quiet'],
}

/** When a job runs next, and how it ended last time in this console. */
export function JobState({ job }: { readonly job: Job | undefined }) {
  const { t, formats } = useWords()
  if (!job) return null
  return (
    <dl className="schedule__state">
      <div>
        <dt>{t('schedule.next')}</dt>
        <dd>
          {job.running ? (
            <StatusWord shape="running" tone="info">
              {t('schedule.running')}
            </StatusWord>
          ) : job.enabled ? (
            formats.instant(job.nextAt)
          ) : (
            t('schedule.nextOff', { at: formats.instant(job.nextAt) })
          )}
        </dd>
      </div>
      <div>
        <dt>{t('schedule.last')}</dt>
        <dd>{job.lastEnd ? <LastEnd end={job.lastEnd} /> : t('schedule.lastNone')}</dd>
      </div>
    </dl>
  )
}

function LastEnd({ end }: { readonly end: End }) {
  const { t, formats, language } = useWords()
  const [shape, tone] = shapes[end.outcome]
  const failure = end.failure && failureWords(end.failure, language)
  return (
    <>
      <StatusWord shape={shape} tone={tone}>
        {t(`schedule.outcome.${end.outcome}`)}
      </StatusWord>{' '}
      <span className="text-2">
        {formats.instant(end.endedAt)}
        {end.reason && `, ${t(`schedule.reason.${end.reason}`)}`}
        {end.lacking.length > 0 && `, ${t('schedule.lacking', { names: end.lacking.join(', ') })}`}
        {failure && ` ${failure.what} ${failure.next}`}
      </span>
    </>
  )
}
