import { TriangleAlert } from 'lucide-react'
import type { Environment } from '../../../shared/contract/connection.ts'
import { useWords } from '../../i18n/words.ts'
import { Checkbox, Field, Switch, TextArea, TextInput } from '../../ui/Field.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { PasswordFields } from './PasswordFields.tsx'
import { type FormField, type ProfileForm, problemsOf } from './profile-form.ts'
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
      <div className="editor__row editor__row--host">
        <Field label={t('editor.host')} error={error('host')}>
          {(ids) => <TextInput {...ids} mono value={form.host} onValue={(host) => onChange({ host })} />}
        </Field>
        <Field label={t('editor.port')} error={error('port')}>
          {(ids) => (
            <TextInput {...ids} mono inputMode="numeric" value={form.port} onValue={(port) => onChange({ port })} />
          )}
        </Field>
        <Field label={t('editor.database')} error={error('database')}>
          {(ids) => (
            <TextInput
              {...ids}
              mono
              inputMode="numeric"
              value={form.database}
              onValue={(database) => onChange({ database })}
            />
          )}
        </Field>
      </div>
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
      <PasswordFields form={form} onChange={onChange} />
      <div className="editor__group">
        <Switch label={t('editor.tls')} checked={form.tls} onChecked={(tls) => onChange({ tls })} />
        {form.tls && (
          <>
            <Checkbox
              label={t('editor.tlsVerify')}
              help={form.verify ? undefined : <Warning text={t('editor.tlsVerifyOff')} />}
              checked={form.verify}
              onChecked={(verify) => onChange({ verify })}
            />
            <Field label={t('editor.tlsCa')} help={t('editor.tlsCaHelp')}>
              {(ids) => <TextArea {...ids} value={form.ca} onValue={(ca) => onChange({ ca })} />}
            </Field>
          </>
        )}
      </div>
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
            <Warning text={t('editor.productionWrite')} />
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

function Warning({ text }: { readonly text: string }) {
  return (
    <span className="editor__warning">
      <TriangleAlert size={14} aria-hidden="true" /> {text}
    </span>
  )
}
