import { type FormEvent, useId, useRef, useState } from 'react'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { FetchStart } from '../../../shared/contract/fetch.ts'
import type { ProviderInfo } from '../../../shared/contract/provider.ts'
import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import {
  addDays,
  type CacheDay,
  cacheDayOf,
  cacheZone,
  fetchWindow,
  lastDays,
  parseCacheDay,
  startOfDay,
} from '../../../shared/time/cache-day.ts'
import { zoneName } from '../../connection/day-zone.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Checkbox, Field, TextInput } from '../../ui/Field.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import './start-form.css'

export interface StartFormProps {
  readonly providers: readonly ProviderInfo[]
  /** Marked beforehand; null: every provider that can be fetched. */
  readonly chosen: readonly string[] | null
  readonly day: CacheDay | null
  /** Whose calendar the days are of. */
  readonly zone: string
  /** Offers to ask although the provider's breaker is open. */
  readonly breakerOpen: boolean
  readonly now: number
  readonly starting: boolean
  readonly failure: Failure | null
  /** Why nothing can be started now; null where it can. */
  readonly reason: string | null
  /** Why nothing can be stored, and the run only compares; null where it can. */
  readonly compareOnly: string | null
  readonly onStart: (request: FetchStart) => void
  readonly onClose: () => void
}

/** Days before today that have a button of their own. */
const presetDays = 7

/** Which providers, which day of the cache's zone, store or only compare. */
export function StartForm(props: StartFormProps) {
  const { providers, zone, now, starting, failure, compareOnly, onClose } = props
  const words = useWords()
  const { t, formats } = words
  const zoneWord = zoneName(words, zone)
  const today = cacheDayOf(now, zone)
  const [marked, setMarked] = useState<ReadonlySet<string>>(() => new Set(props.chosen ?? fetchable(providers)))
  const [dayText, setDayText] = useState<string>(() => props.day ?? today)
  const [comparing, setComparing] = useState(false)
  const [overrideBreaker, setOverrideBreaker] = useState(props.breakerOpen)
  const dryRun = comparing || compareOnly !== null
  const first = useRef<HTMLInputElement>(null)
  const formId = useId()
  const day = parseCacheDay(dayText)
  const presets = lastDays(today, presetDays + 1).toReversed()
  const dayError =
    day === null ? t('fetches.form.dayInvalid') : day > today ? t('fetches.form.dayFuture', { zone: zoneWord }) : null
  const reason =
    props.reason ??
    (starting ? t('fetches.form.starting') : null) ??
    (marked.size === 0 ? t('fetches.form.needsProvider') : null) ??
    dayError

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason !== null || day === null) return
    const chosen = providers.map(({ id }) => id).filter((id) => marked.has(id))
    // A day that another console fetches already is looked at, not fetched a second time.
    props.onStart({ providers: chosen, day, dryRun, follow: true, ...(overrideBreaker && { overrideBreaker }) })
  }
  const mark = (id: string, on: boolean) => {
    const next = new Set(marked)
    if (on) next.add(id)
    else next.delete(id)
    setMarked(next)
  }
  const exampleId = providers.find(({ id }) => marked.has(id))?.id

  return (
    <Dialog
      open
      onClose={onClose}
      title={t('fetches.form.title')}
      initialFocus={first}
      foot={
        <>
          <Button size="dialog" hint="Esc" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button size="dialog" variant="primary" type="submit" form={formId} reason={reason} reasonShown="hidden">
            {t(dryRun ? 'fetches.form.actDry' : 'fetches.form.act', { n: marked.size })}
          </Button>
        </>
      }
      footStart={reason !== null && <span>{reason}</span>}
    >
      <form id={formId} className="start-form" onSubmit={submit}>
        {failure && <FailureNotice failure={failure} />}
        <fieldset className="start-form__group">
          <legend className="start-form__legend">{t('fetches.form.providers')}</legend>
          {providers.map((provider, index) => (
            <Checkbox
              key={provider.id}
              ref={index === 0 ? first : undefined}
              checked={marked.has(provider.id)}
              disabled={!provider.enabled}
              onChecked={(on) => mark(provider.id, on)}
              label={
                <span className="start-form__provider">
                  <ProviderMark mark={provider.mark} letter={provider.id.charAt(0)} />
                  {provider.id}
                </span>
              }
              help={helpOf(provider, t('fetches.form.disabled'), t('fetches.form.keyMissing'))}
            />
          ))}
        </fieldset>
        <div className="start-form__group">
          <p className="start-form__legend">{t('fetches.form.day', { zone: zoneWord })}</p>
          <div className="start-form__days">
            <Segmented
              label={t('fetches.form.day', { zone: zoneWord })}
              value={dayText}
              options={presets.map((preset, index) => ({
                value: preset as string,
                label: index === 0 ? `${formats.day(preset)} ${t('fetches.form.today')}` : formats.day(preset),
              }))}
              onValue={setDayText}
            />
          </div>
          <div className="start-form__other-day">
            <Field label={t('fetches.form.otherDay')} help={t('fetches.form.otherDayHint')} error={dayError}>
              {(ids) => <TextInput {...ids} mono value={dayText} onValue={setDayText} size="dialog" />}
            </Field>
          </div>
          {day && dayError === null && (
            <DayWords day={day} zone={zone} spansUtcDays={cacheDayOf(now, 'UTC') !== today} />
          )}
        </div>
        {props.breakerOpen && (
          <div className="start-form__group">
            <Checkbox
              checked={overrideBreaker}
              onChecked={setOverrideBreaker}
              label={t('fetches.form.overrideBreaker')}
              help={t('fetches.form.overrideBreakerHint')}
            />
          </div>
        )}
        <div className="start-form__group">
          <Checkbox
            checked={dryRun}
            disabled={compareOnly !== null}
            onChecked={setComparing}
            label={t('fetches.form.dryRun')}
            help={
              compareOnly ??
              (dryRun || !day || !exampleId
                ? t('fetches.form.dryRunHint')
                : t('fetches.form.storesHint', { key: dailyFetchKey(exampleId, day) }))
            }
          />
        </div>
      </form>
    </Dialog>
  )
}

interface DayWordsProps {
  readonly day: CacheDay
  readonly zone: string
  /** Whether UTC has another date than the cache's zone now; then the day's limits are spelled out in UTC. */
  readonly spansUtcDays: boolean
}

function DayWords({ day, zone, spansUtcDays }: DayWordsProps) {
  const words = useWords()
  const { t, formats } = words
  const { from, to } = fetchWindow(day)
  return (
    <div className="text-2 small">
      <p>{t('fetches.form.window', { from: formats.day(from), to: formats.day(to) })}</p>
      {(spansUtcDays || zone !== cacheZone) && (
        <p>
          {t('fetches.form.utc', {
            day: formats.day(day),
            zone: zoneName(words, zone),
            from: formats.instant(startOfDay(day, zone), 'utc'),
            to: formats.instant(startOfDay(addDays(day, 1), zone), 'utc'),
          })}
        </p>
      )}
    </div>
  )
}

function fetchable(providers: readonly ProviderInfo[]): string[] {
  return providers.filter(({ enabled, apiKey }) => enabled && apiKey !== 'missing').map(({ id }) => id)
}

function helpOf(provider: ProviderInfo, disabled: string, keyMissing: string): string | undefined {
  if (!provider.enabled) return disabled
  return provider.apiKey === 'missing' ? keyMissing : undefined
}
