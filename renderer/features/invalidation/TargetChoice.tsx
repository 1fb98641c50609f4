import type { InvalidationPreview } from '../../../shared/contract/invalidation.ts'
import { familiesOf } from '../../../shared/keys/key-families.ts'
import { familyWord } from '../../i18n/family-word.ts'
import { useWords } from '../../i18n/words.ts'
import { Checkbox } from '../../ui/Field.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { type Selection, toggleFamily, wholeNamespace } from './selection.ts'

export interface TargetChoiceProps {
  readonly namespace: string
  readonly selection: Exclude<Selection, { scope: 'policy' }>
  /** The last preview, for the counts beside the families; null before the first. */
  readonly preview: InvalidationPreview | null
  readonly onSelect: (selection: Selection) => void
}

/** The whole namespace, or some of its registered families. */
export function TargetChoice({ namespace, selection, preview, onSelect }: TargetChoiceProps) {
  const words = useWords()
  const { t, formats } = words
  const keysOf = (family: string) => preview?.families.find((share) => share.family === family)?.keys
  return (
    <div className="invalidation__choice">
      <Segmented
        label={t('invalidation.preview.scope')}
        value={selection.scope}
        options={[
          { value: 'whole', label: t('invalidation.preview.whole') },
          { value: 'families', label: t('invalidation.preview.byFamily') },
        ]}
        onValue={(scope) => onSelect(scope === 'whole' ? wholeNamespace : { scope: 'families', families: [] })}
      />
      {selection.scope === 'families' && (
        <fieldset className="invalidation__families" aria-label={t('invalidation.preview.families', { namespace })}>
          {familiesOf(namespace).map(({ name }) => {
            const keys = keysOf(name)
            return (
              <Checkbox
                key={name}
                checked={selection.families.includes(name as never)}
                onChecked={() => onSelect(toggleFamily(selection, name as never))}
                label={
                  <>
                    <span className="mono">{name}</span>{' '}
                    <span className="text-2">
                      {familyWord(words, name)}
                      {keys !== undefined && `, ${formats.integer(keys)}`}
                    </span>
                  </>
                }
              />
            )
          })}
        </fieldset>
      )}
    </div>
  )
}
