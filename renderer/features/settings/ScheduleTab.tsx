import { useEffect } from 'react'
import type { Schedule, ScheduleStatus } from '../../../shared/contract/schedule.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import { selectProviders, useProviders } from '../../connection/providers-store.ts'
import { selectScheduleStatus, useSchedule } from '../../connection/schedule-store.ts'
import { selectSettings, useSettings } from '../../connection/settings-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Checkbox, Field, Select, Switch } from '../../ui/Field.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { JobState } from './JobState.tsx'
import { ScheduleWarnings } from './ScheduleWarnings.tsx'
import { TimeInput } from './TimeInput.tsx'
import './schedule.css'

/** When the console fetches and cleans up by itself, and what that leaves to worry about. */
export function ScheduleTab() {
  const settings = useSettings(selectSettings)
  const failure = useSettings((state) => state.failure)
  const load = useSchedule(selectScheduleStatus)
  const schedule = settings?.schedule
  // What is due when follows from what is set.
  useEffect(() => {
    if (schedule) void useSchedule.getState().refresh()
  }, [schedule])
  const status = latest(load)
  return (
    <>
      {failure && <FailureNotice failure={failure} />}
      {load.phase === 'failed' && (
        <FailureNotice failure={load.failure} onRetry={() => void useSchedule.getState().refresh()} />
      )}
      {settings ? <Jobs settings={settings} status={status} /> : <Loading skeleton={<SkeletonRows rows={6} />} />}
    </>
  )
}

interface JobsProps {
  readonly settings: Settings
  readonly status: ScheduleStatus | null
}

function Jobs({ settings, status }: JobsProps) {
  const words = useWords()
  const { t } = words
  const providers = latest(useProviders(selectProviders)) ?? []
  const { dailyFetch, cleanUp } = settings.schedule
  const change = (patch: Partial<Schedule>) =>
    void useSettings.getState().update({ schedule: { ...settings.schedule, ...patch } })
  const daily = (patch: Partial<Schedule['dailyFetch']>) => change({ dailyFetch: { ...dailyFetch, ...patch } })
  const weekly = (patch: Partial<Schedule['cleanUp']>) => change({ cleanUp: { ...cleanUp, ...patch } })
  const jobOf = (name: 'daily_fetch' | 'clean_up') => status?.jobs.find(({ job }) => job === name)
  return (
    <>
      <ScheduleWarnings status={status} />
      <Panel title={t('schedule.dailyFetch')} note={t('schedule.zone', { zone: status?.zone ?? '–' })}>
        <div className="schedule">
          <Switch
            label={t('schedule.dailyFetch.enabled')}
            help={t('schedule.dailyFetch.help')}
            checked={dailyFetch.enabled}
            onChecked={(enabled) => daily({ enabled })}
          />
          <TimeInput label={t('schedule.time')} value={dailyFetch.time} onTime={(time) => daily({ time })} />
          <fieldset className="schedule__providers">
            <legend className="field__label">{t('schedule.providers')}</legend>
            {providers.map(({ id, enabled }) => (
              <Checkbox
                key={id}
                label={id}
                help={enabled ? undefined : t('schedule.providerOff')}
                disabled={!enabled}
                checked={enabled && !dailyFetch.without.includes(id)}
                onChecked={(wanted) =>
                  daily({
                    without: wanted ? dailyFetch.without.filter((left) => left !== id) : [...dailyFetch.without, id],
                  })
                }
              />
            ))}
          </fieldset>
          <JobState job={jobOf('daily_fetch')} />
        </div>
      </Panel>
      <Panel title={t('schedule.cleanUp')} note={t('schedule.zone', { zone: status?.zone ?? '–' })}>
        <div className="schedule">
          <Switch
            label={t('schedule.cleanUp.enabled')}
            help={t('schedule.cleanUp.help')}
            checked={cleanUp.enabled}
            onChecked={(enabled) => weekly({ enabled })}
          />
          <TimeInput label={t('schedule.time')} value={cleanUp.time} onTime={(time) => weekly({ time })} />
          <Field label={t('schedule.weekday')}>
            {(ids) => (
              <Select
                {...ids}
                value={String(cleanUp.weekday)}
                options={weekdayOptions(words.language)}
                onValue={(weekday) => weekly({ weekday: Number(weekday) })}
              />
            )}
          </Field>
          <JobState job={jobOf('clean_up')} />
        </div>
      </Panel>
      <Panel title={t('schedule.without')}>
        <p className="text-2">{t('schedule.tray')}</p>
        <p className="text-2">{t('schedule.withoutText')}</p>
        <pre className="mono schedule__command">pcc --connection … schedule print</pre>
      </Panel>
    </>
  )
}

/** 2026-11-22 was a Sunday. */
const aSunday = Date.UTC(2026, 10, 22, 12)

function weekdayOptions(language: string) {
  const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, day) => ({
    value: String(day),
    label: name.format(aSunday + day * 86_400_000),
  }))
}
