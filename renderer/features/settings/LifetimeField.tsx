import { useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

interface LifetimeFieldProps {
  readonly family: string
  /** What the families table says, in seconds. */
  readonly usual: number
  /** What is set for this namespace, in seconds; null: nothing. */
  readonly own: number | null
  readonly onSave: (seconds: number | null) => void
}

const secondsPerHour = 3_600
const mostHours = 8_760

/** How long the keys of one family are meant to live, in hours. */
export function LifetimeField({ family, usual, own, onSave }: LifetimeFieldProps) {
  const { t, formats } = useWords()
  const [text, setText] = useState(own === null ? '' : String(own / secondsPerHour))
  const hours = text.trim() === '' ? null : Number(text.trim().replace(',', '.'))
  const isGood = hours === null || (Number.isFinite(hours) && hours * secondsPerHour >= 60 && hours <= mostHours)
  const seconds = hours === null ? null : Math.round(hours * secondsPerHour)
  const isSame = seconds === own
  const table = formats.duration(usual * 1_000)
  return (
    <form
      className="provider-form__line"
      onSubmit={(event) => {
        event.preventDefault()
        if (isGood && !isSame) onSave(seconds)
      }}
    >
      <Field
        label={t('providerSettings.lifetime', { family })}
        help={t('providerSettings.lifetimeHelp', { table })}
        error={isGood ? null : t('providerSettings.lifetimeError')}
      >
        {(ids) => <TextInput {...ids} mono inputMode="decimal" value={text} placeholder={table} onValue={setText} />}
      </Field>
      <Button
        type="submit"
        reason={isSame ? t('providerSettings.unchanged') : isGood ? null : t('providerSettings.lifetimeError')}
      >
        {t('providerSettings.lifetimeSave')}
      </Button>
    </form>
  )
}
