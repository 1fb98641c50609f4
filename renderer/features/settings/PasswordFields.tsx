import { selectFacts, useSettings } from '../../connection/settings-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Field, TextInput } from '../../ui/Field.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import type { PasswordKind } from './profile-form.ts'

export interface PasswordFieldsProps {
  /** Whose password it is. */
  readonly label: string
  readonly kind: PasswordKind
  readonly password: string
  /** Whether the connection was saved before: something may be kept. */
  readonly saved: boolean
  readonly onChange: (kind: PasswordKind, password: string) => void
}

/** Whether there is a password and where it lives; pasting and password managers work. */
export function PasswordFields({ label, kind, password, saved, onChange }: PasswordFieldsProps) {
  const { t } = useWords()
  const canStore = useSettings(selectFacts)?.secretStore === 'system'
  const kinds: readonly PasswordKind[] = [
    'none',
    'ask',
    ...(canStore ? (['store'] as const) : []),
    ...(saved && (kind === 'keep' || canStore) ? (['keep'] as const) : []),
  ]
  const typed = kind === 'store' || kind === 'ask'
  return (
    <>
      <div className="field">
        <span className="field__label">{label}</span>
        <Segmented<PasswordKind>
          label={label}
          value={kind}
          onValue={(next) => onChange(next, '')}
          options={kinds.map((value) => ({ value, label: t(`editor.password.${value}`) }))}
        />
        {!canStore && <p className="field__help">{t('editor.passwordNoStore')}</p>}
        {kind === 'keep' && <p className="field__help">{t('editor.passwordKeepHelp')}</p>}
      </div>
      {typed && (
        <Field label={label} help={t(kind === 'store' ? 'editor.passwordStoreHelp' : 'editor.passwordAskHelp')}>
          {(ids) => (
            <TextInput
              {...ids}
              type="password"
              autoComplete="current-password"
              value={password}
              onValue={(next) => onChange(kind, next)}
            />
          )}
        </Field>
      )}
    </>
  )
}
