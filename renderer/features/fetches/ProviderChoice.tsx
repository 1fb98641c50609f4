import type { ProviderInfo } from '../../../shared/contract/provider.ts'
import { useWords } from '../../i18n/words.ts'
import { Checkbox } from '../../ui/Field.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import './provider-choice.css'

export interface ProviderChoiceProps {
  readonly providers: readonly ProviderInfo[]
  readonly chosen: readonly string[]
  readonly onChosen: (chosen: readonly string[]) => void
}

/** Which providers, in a row. */
export function ProviderChoice({ providers, chosen, onChosen }: ProviderChoiceProps) {
  const { t } = useWords()
  return (
    <fieldset className="provider-choice">
      <legend className="field__label">{t('fetches.form.providers')}</legend>
      {providers.map(({ id, mark }) => (
        <Checkbox
          key={id}
          checked={chosen.includes(id)}
          onChecked={(on) => onChosen(on ? [...chosen, id] : chosen.filter((other) => other !== id))}
          label={
            <span className="provider-choice__name">
              <ProviderMark mark={mark} letter={id.charAt(0)} />
              {id}
            </span>
          }
        />
      ))}
    </fieldset>
  )
}
