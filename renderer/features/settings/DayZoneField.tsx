import { type FormEvent, useState } from 'react'
import { isZone } from '../../../shared/time/cache-day.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import './settings.css'

interface DayZoneFieldProps {
  readonly zone: string
  readonly onSave: (zone: string) => void
}

/** Whose calendar days name the daily fetches: a name of the zone database, saved by its button. */
export function DayZoneField({ zone, onSave }: DayZoneFieldProps) {
  const { t } = useWords()
  const [text, setText] = useState(zone)
  const error = isZone(text) ? null : t('preferences.dayZoneBad')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (error === null && text !== zone) onSave(text)
  }
  return (
    <form onSubmit={submit}>
      <Field label={t('preferences.dayZone')} help={t('preferences.dayZoneHelp')} error={error}>
        {(ids) => <TextInput {...ids} mono value={text} onValue={setText} />}
      </Field>
      {text !== zone && (
        <Button type="submit" size="small" reason={error} reasonShown="hidden">
          {t('preferences.dayZoneSave')}
        </Button>
      )}
    </form>
  )
}
