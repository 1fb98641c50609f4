import { useWords } from '../../i18n/words.ts'
import { Field, TextInput } from '../../ui/Field.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { PasswordFields } from './PasswordFields.tsx'
import { type FormField, type ProfileForm, type Reach, reaches } from './profile-form.ts'

export interface PlaceFieldsProps {
  readonly form: ProfileForm
  readonly error: (field: FormField) => string | null
  readonly onChange: (patch: Partial<ProfileForm>) => void
}

/** Where the server is: at an address, where sentinels say, or behind a Unix socket. */
export function PlaceFields({ form, error, onChange }: PlaceFieldsProps) {
  const { t } = useWords()
  const database = (
    <Field label={t('editor.database')} error={error('database')}>
      {(ids) => (
        <TextInput
          {...ids}
          mono
          inputMode="numeric"
          value={form.database}
          onValue={(value) => onChange({ database: value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <div className="field">
        <span className="field__label">{t('editor.reach')}</span>
        <Segmented<Reach>
          label={t('editor.reach')}
          value={form.reach}
          onValue={(reach) => onChange({ reach })}
          options={reaches.map((value) => ({ value, label: t(`editor.reach.${value}`) }))}
        />
      </div>
      {form.reach === 'direct' && (
        <div className="editor__row editor__row--host">
          <Field label={t('editor.host')} error={error('host')}>
            {(ids) => <TextInput {...ids} mono value={form.host} onValue={(host) => onChange({ host })} />}
          </Field>
          <Field label={t('editor.port')} error={error('port')}>
            {(ids) => (
              <TextInput {...ids} mono inputMode="numeric" value={form.port} onValue={(port) => onChange({ port })} />
            )}
          </Field>
          {database}
        </div>
      )}
      {form.reach === 'socket' && (
        <div className="editor__row editor__row--place">
          <Field label={t('editor.socket')} error={error('socket')}>
            {(ids) => (
              <TextInput
                {...ids}
                mono
                placeholder="/run/redis/redis.sock"
                value={form.socket}
                onValue={(socket) => onChange({ socket })}
              />
            )}
          </Field>
          {database}
        </div>
      )}
      {form.reach === 'sentinel' && (
        <>
          <Field label={t('editor.sentinels')} help={t('editor.sentinelsHelp')} error={error('sentinels')}>
            {(ids) => (
              <TextInput {...ids} mono value={form.sentinels} onValue={(sentinels) => onChange({ sentinels })} />
            )}
          </Field>
          <div className="editor__row editor__row--place">
            <Field label={t('editor.sentinelName')} error={error('sentinelName')}>
              {(ids) => (
                <TextInput
                  {...ids}
                  mono
                  placeholder="mymaster"
                  value={form.sentinelName}
                  onValue={(sentinelName) => onChange({ sentinelName })}
                />
              )}
            </Field>
            {database}
          </div>
          <Field label={t('editor.sentinelUsername')} help={t('editor.sentinelUsernameHelp')}>
            {(ids) => (
              <TextInput
                {...ids}
                mono
                value={form.sentinelUsername}
                onValue={(sentinelUsername) => onChange({ sentinelUsername })}
              />
            )}
          </Field>
          <PasswordFields
            label={t('editor.sentinelPassword')}
            kind={form.sentinelPasswordKind}
            password={form.sentinelPassword}
            saved={form.id !== null}
            onChange={(sentinelPasswordKind, sentinelPassword) => onChange({ sentinelPasswordKind, sentinelPassword })}
          />
        </>
      )}
    </>
  )
}
