import { useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

interface CoverageFieldProps {
  /** As the provider calls it: `modalities`, `ufs`, `bodies`, or whatever a new one brings. */
  readonly name: string
  /** What it covers unless it is narrowed; []: all there is. */
  readonly wide: readonly string[]
  /** What it is narrowed to; []: it is not. */
  readonly chosen: readonly string[]
  readonly onSave: (codes: readonly string[]) => void
}

const labels = {
  modalities: 'providerSettings.coverage.modalities',
  ufs: 'providerSettings.coverage.ufs',
  bodies: 'providerSettings.coverage.bodies',
} as const

const isKnown = (name: string): name is keyof typeof labels => Object.hasOwn(labels, name)

/** One line of what a daily fetch covers, as codes. */
export function CoverageField({ name, wide, chosen, onSave }: CoverageFieldProps) {
  const { t } = useWords()
  const [text, setText] = useState(chosen.join(', '))
  const codes = codesOf(text)
  const isSame = codes.join() === chosen.join()
  const all = wide.length === 0 ? t('providerSettings.coverage.all') : wide.join(', ')
  return (
    <form
      className="provider-form__line"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isSame) onSave(codes)
      }}
    >
      <Field
        label={isKnown(name) ? t(labels[name]) : t('providerSettings.coverage.other', { name })}
        help={t('providerSettings.coverage.help', { all })}
      >
        {(ids) => <TextInput {...ids} mono value={text} placeholder={all} onValue={setText} />}
      </Field>
      <Button type="submit" reason={isSame ? t('providerSettings.unchanged') : null}>
        {t('providerSettings.coverage.save')}
      </Button>
    </form>
  )
}

/** Codes are digits or the capital letters of a state; whoever types them may put commas or blanks between. */
function codesOf(text: string): string[] {
  return [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter((code) => code !== '')
}
