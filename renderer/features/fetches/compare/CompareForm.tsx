import { type FormEvent, useState } from 'react'
import type { CompareRequest } from '../../../../shared/contract/compare.ts'
import type { ProviderInfo } from '../../../../shared/contract/provider.ts'
import { addDays, cacheDayOf, parseCacheDay } from '../../../../shared/time/cache-day.ts'
import { mostComparedDays, windowFault } from '../../../../shared/time/compare-window.ts'
import { useWords } from '../../../i18n/words.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field, TextInput } from '../../../ui/Field.tsx'
import { ProviderChoice } from '../ProviderChoice.tsx'

export interface CompareFormProps {
  readonly providers: readonly ProviderInfo[]
  readonly running: boolean
  /** Why nothing can be read now; null where it can. */
  readonly reason: string | null
  readonly now: number
  readonly onRun: (request: CompareRequest) => void
  readonly onStop: () => void
}

/** Days that are laid side by side unless somebody types others: what the Overview looks back on, too. */
const presetDays = 7

/** Which cache days, and whose. */
export function CompareForm({ providers, running, reason: notReadable, now, onRun, onStop }: CompareFormProps) {
  const { t } = useWords()
  const today = cacheDayOf(now)
  const [fromText, setFrom] = useState<string>(() => addDays(today, 1 - presetDays))
  const [toText, setTo] = useState<string>(today)
  const [marked, setMarked] = useState<readonly string[] | null>(null)
  const chosen = marked ?? providers.map(({ id }) => id)
  const [from, to] = [parseCacheDay(fromText.trim()), parseCacheDay(toText.trim())]
  const fault = from && to && windowFault(from, to)
  const windowWords = fault ? t(`compare.window.${fault}`, { most: mostComparedDays }) : null
  const dayWords = (day: string | null) => (day === null ? t('fetches.form.dayInvalid') : null)
  const reason =
    notReadable ??
    (chosen.length === 0 ? t('fetches.form.needsProvider') : null) ??
    dayWords(from) ??
    dayWords(to) ??
    windowWords
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason !== null || running || from === null || to === null) return
    onRun({ from, to, providers: providers.map(({ id }) => id).filter((id) => chosen.includes(id)) })
  }
  return (
    <form className="compare-form" onSubmit={submit} aria-label={t('compare.title')}>
      <div className="compare-form__day">
        <Field label={t('compare.from')} error={dayWords(from)}>
          {(ids) => <TextInput {...ids} mono value={fromText} onValue={setFrom} />}
        </Field>
      </div>
      <div className="compare-form__day">
        <Field label={t('compare.to')} error={dayWords(to) ?? windowWords}>
          {(ids) => <TextInput {...ids} mono value={toText} onValue={setTo} />}
        </Field>
      </div>
      <ProviderChoice providers={providers} chosen={chosen} onChosen={setMarked} />
      <div className="compare-form__act">
        {running ? (
          <Button onClick={onStop}>{t('common.stop')}</Button>
        ) : (
          <Button type="submit" variant="primary" reason={reason} reasonShown="hidden">
            {t('compare.run')}
          </Button>
        )}
      </div>
    </form>
  )
}
