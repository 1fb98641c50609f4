import { useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

/** Source: the contract of the settings. */
const mostMs = 60_000

interface GapFieldProps {
  /** Nearer together the service refuses requests. */
  readonly leastMs: number
  /** What was chosen; null: the provider's own. */
  readonly chosenMs: number | null
  readonly onSave: (gapMs: number | null) => void
}

/** How far apart the requests to a provider are, in milliseconds. Empty: as near as it allows. */
export function GapField({ leastMs, chosenMs, onSave }: GapFieldProps) {
  const { t, formats } = useWords()
  const [text, setText] = useState(chosenMs === null ? '' : String(chosenMs))
  const wanted = text.trim()
  const gap = wanted === '' ? null : Number(wanted)
  const isOutside = gap !== null && !(/^\d+$/.test(wanted) && gap >= leastMs && gap <= mostMs)
  const limits = { least: formats.integer(leastMs), most: formats.integer(mostMs) }
  const unchanged = gap === chosenMs ? t('providerSettings.unchanged') : null
  const reason = isOutside ? t('providerSettings.gap.outside', limits) : unchanged
  return (
    <form
      className="provider-form__line"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason === null) onSave(gap)
      }}
    >
      <Field label={t('providerSettings.gap')} help={t('providerSettings.gap.help', limits)}>
        {(ids) => <TextInput {...ids} mono value={text} placeholder={String(leastMs)} onValue={setText} />}
      </Field>
      <Button type="submit" reason={reason}>
        {t('providerSettings.gap.save')}
      </Button>
    </form>
  )
}
