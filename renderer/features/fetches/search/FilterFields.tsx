import type { SearchFilters } from '../../../../shared/keys/params-hash.ts'
import { useWords } from '../../../i18n/words.ts'
import { Field, Select, TextArea, TextInput } from '../../../ui/Field.tsx'
import { type FieldFault, type SearchForm, sortFields } from './search-form.ts'

export interface FilterFieldsProps {
  readonly names: readonly (keyof SearchFilters)[]
  readonly form: SearchForm
  readonly faults: ReadonlyMap<keyof SearchFilters, FieldFault>
  readonly onForm: (form: SearchForm) => void
}

/** Filters of a search, a field each. */
export function FilterFields({ names, form, faults, onForm }: FilterFieldsProps) {
  const { t } = useWords()
  return (
    <>
      {names.map((name) => {
        const fault = faults.get(name)
        const onValue = (value: string) => onForm({ ...form, [name]: value })
        return (
          <div key={name} className={`search-form__field search-form__field--${name}`}>
            <Field label={t(`search.filter.${name}`)} error={fault ? t(`search.fault.${fault}`) : null}>
              {(ids) => {
                if (name === 'sort_by') return <SortBy {...ids} value={form.sort_by} onValue={onValue} />
                if (name === 'sort_order') return <SortOrder {...ids} value={form.sort_order} onValue={onValue} />
                if (name === 'provider_specific_filters')
                  return <TextArea {...ids} rows={2} value={form[name]} onValue={onValue} maxLength={8_192} />
                return <TextInput {...ids} value={form[name]} onValue={onValue} maxLength={400} mono={isMono(name)} />
              }}
            </Field>
          </div>
        )
      })}
    </>
  )
}

interface ChoiceProps {
  readonly id: string
  readonly value: string
  readonly onValue: (value: string) => void
}

function SortBy({ value, ...rest }: ChoiceProps) {
  const { t } = useWords()
  const options = ['', ...sortFields] as const
  return (
    <Select
      {...rest}
      value={options.find((option) => option === value) ?? ''}
      options={options.map((option) => ({
        value: option,
        label: option === '' ? t('search.sort.none') : t(`search.sort.${option}`),
      }))}
    />
  )
}

function SortOrder({ value, ...rest }: ChoiceProps) {
  const { t } = useWords()
  const options = ['', 'asc', 'desc'] as const
  return (
    <Select
      {...rest}
      value={options.find((option) => option === value) ?? ''}
      options={options.map((option) => ({
        value: option,
        label: option === '' ? t('search.sort.none') : t(`search.order.${option}`),
      }))}
    />
  )
}

const isMono = (name: keyof SearchFilters) => name.includes('_date_') || name.startsWith('submission_deadline')
