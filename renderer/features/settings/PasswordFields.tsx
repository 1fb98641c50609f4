import { selectFacts, useSettings } from '../../connection/settings-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Field, TextInput } from '../../ui/Field.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import type { PasswordKind, ProfileForm } from './profile-form.ts'

export interface PasswordFieldsProps {
  readonly form: ProfileForm
  readonly onChange: (patch: Partial<ProfileForm>) => void
}

/** Whether there is a password and where it lives; pasting and password managers work. */
export function PasswordFields({ form, onChange }: PasswordFieldsProps) {
  const { t } = useWords()
  const canStore = useSettings(selectFacts)?.secretStore === 'system'
  const kinds: readonly PasswordKind[] = [
    'none',
    'ask',
    ...(canStore ? (['store'] as const) : []),
    ...(form.id !== null && (form.passwordKind === 'keep' || canStore) ? (['keep'] as const) : []),
  ]
  const typed = form.passwordKind === 'store' || form.passwordKind === 'ask'
  return (
    <>
      <div className="field">
        <span className="field__label">{t('editor.passwordKind')}</span>
        <Segmented<PasswordKind>
          label={t('editor.passwordKind')}
          value={form.passwordKind}
          onValue={(passwordKind) => onChange({ passwordKind, password: '' })}
          options={kinds.map((value) => ({ value, label: t(`editor.password.${value}`) }))}
        />
        {!canStore && <p className="field__help">{t('editor.passwordNoStore')}</p>}
        {form.passwordKind === 'keep' && <p className="field__help">{t('editor.passwordKeepHelp')}</p>}
      </div>
      {typed && (
        <Field
          label={t('editor.password')}
          help={t(form.passwordKind === 'store' ? 'editor.passwordStoreHelp' : 'editor.passwordAskHelp')}
        >
          {(ids) => (
            <TextInput
              {...ids}
              type="password"
              autoComplete="current-password"
              value={form.password}
              onValue={(password) => onChange({ password })}
            />
          )}
        </Field>
      )}
    </>
  )
}
