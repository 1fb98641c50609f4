import { useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { Field, TextInput } from '../../ui/Field.tsx'

interface TimeInputProps {
  readonly label: string
  /** `06:00` */
  readonly value: string
  readonly onTime: (time: string) => void
}

const whole = /^([01]\d|2[0-3]):[0-5]\d$/

/** A time of the day; it is taken over when it is whole. Text, since the platform's own field follows another language than the page. */
export function TimeInput({ label, value, onTime }: TimeInputProps) {
  const { t } = useWords()
  const [text, setText] = useState(value)
  const isWhole = whole.test(text)
  return (
    <Field label={label} error={isWhole ? null : t('schedule.timeError')}>
      {(ids) => (
        <TextInput
          {...ids}
          mono
          className="schedule__time"
          inputMode="numeric"
          maxLength={5}
          value={text}
          onValue={(next) => {
            setText(next)
            if (whole.test(next) && next !== value) onTime(next)
          }}
        />
      )}
    </Field>
  )
}
