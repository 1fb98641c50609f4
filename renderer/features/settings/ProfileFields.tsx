import type { Environment } from '../../../shared/contract/connection.ts'
import { useWords } from '../../i18n/words.ts'
import { Field, Switch, TextInput } from '../../ui/Field.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { EditorWarning } from './EditorWarning.tsx'
import { PasswordFields } from './PasswordFields.tsx'
import { PlaceFields } from './PlaceFields.tsx'
import { type FormField, type ProfileForm, problemsOf } from './profile-form.ts'
import { TlsFields } from './TlsFields.tsx'
import { UrlField } from './UrlField.tsx'

export interface ProfileFieldsProps {
  readonly form: ProfileForm
  /** Whether to say what is wrong: not before the first try. */
  readonly tried: boolean
  readonly onChange: (patch: Partial<ProfileForm>) => void
}

const environments: readonly Environment[] = ['production', 'staging', 'development']

/** The fields of a connection, from the outside in: where, who, how safely, with what rights. */
export function ProfileFields({ form, tried, onChange }: ProfileFieldsProps) {
  const { t } = useWords()
  const problems = problemsOf(form)
  const error = (field: FormField) => (tried && problems.has(field) ? t(`editor.invalid.${field}`) : null)
  return (
    <>
      <UrlField form={form} onChange={onChange} />
      <Field label={t('editor.name')} error={error('name')}>
        {(ids) => <TextInput {...ids} value={form.name} maxLength={64} onValue={(name) => onChange({ name })} />}
      </Field>
      <PlaceFields form={form} error={error} onChange={onChange} />
      <Field label={t('editor.username')} help={t('editor.usernameHelp')}>
        {(ids) => (
          <TextInput
            {...ids}
            mono
            autoComplete="username"
            value={form.username}
            onValue={(username) => onChange({ username })}
          />
        )}
      </Field>
      <PasswordFields
        label={t('editor.password')}
        kind={form.passwordKind}
        password={form.password}
        saved={form.id !== null}
        onChange={(passwordKind, password) => onChange({ passwordKind, password })}
      />
      {form.reach !== 'socket' && <TlsFields form={form} error={error} onChange={onChange} />}
      <div className="field">
        <span className="field__label">{t('editor.environment')}</span>
        <Segmented<Environment>
          label={t('editor.environment')}
          value={form.environment}
          onValue={(environment) => onChange({ environment })}
          options={environments.map((value) => ({ value, label: t(`environment.${value}.name`) }))}
        />
        <p className="field__help">{t('editor.environmentHelp')}</p>
      </div>
      <Switch
        label={t('editor.readOnly')}
        help={
          !form.readOnly && form.environment === 'production' ? (
            <EditorWarning text={t('editor.productionWrite')} />
          ) : (
            t('editor.readOnlyHelp')
          )
        }
        checked={form.readOnly}
        onChecked={(readOnly) => onChange({ readOnly })}
      />
    </>
  )
}
