import { consoleClient } from '../../bridge/console-client.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox, Field, Switch, TextArea, TextInput } from '../../ui/Field.tsx'
import { EditorWarning } from './EditorWarning.tsx'
import type { PlaceFieldsProps } from './PlaceFields.tsx'

/** Whether the line is encrypted, who vouches for the server, and by which certificate the client is known. */
export function TlsFields({ form, error, onChange }: PlaceFieldsProps) {
  const { t } = useWords()
  return (
    <div className="editor__group">
      <Switch label={t('editor.tls')} checked={form.tls} onChecked={(tls) => onChange({ tls })} />
      {form.tls && (
        <>
          <Checkbox
            label={t('editor.tlsVerify')}
            help={form.verify ? undefined : <EditorWarning text={t('editor.tlsVerifyOff')} />}
            checked={form.verify}
            onChecked={(verify) => onChange({ verify })}
          />
          <Field label={t('editor.tlsCa')} help={t('editor.tlsCaHelp')}>
            {(ids) => <TextArea {...ids} value={form.ca} onValue={(ca) => onChange({ ca })} />}
          </Field>
          <FileField
            label={t('editor.tlsCrlFile')}
            help={t('editor.tlsCrlFileHelp')}
            value={form.crlFile}
            error={null}
            onValue={(crlFile) => onChange({ crlFile })}
          />
          <FileField
            label={t('editor.tlsCertFile')}
            value={form.certFile}
            error={error('client')}
            onValue={(certFile) => onChange({ certFile })}
          />
          <FileField
            label={t('editor.tlsKeyFile')}
            help={t('editor.tlsKeyFileHelp')}
            value={form.keyFile}
            error={null}
            onValue={(keyFile) => onChange({ keyFile })}
          />
        </>
      )}
    </div>
  )
}

interface FileFieldProps {
  readonly label: string
  readonly help?: string
  readonly value: string
  readonly error: string | null
  readonly onValue: (path: string) => void
}

/** A file of this machine by its path, typed or chosen in the system's dialog. */
function FileField({ label, help, value, error, onValue }: FileFieldProps) {
  const { t } = useWords()
  const choose = async () => {
    const reply = await consoleClient.invoke('connection.chooseFile', {})
    if (reply.ok && reply.value.path !== null) onValue(reply.value.path)
  }
  return (
    <Field label={label} help={help} error={error}>
      {(ids) => (
        <div className="editor__file">
          <TextInput {...ids} mono value={value} onValue={onValue} />
          <Button onClick={() => void choose()} aria-label={t('editor.chooseFileFor', { what: label })}>
            {t('editor.chooseFile')}
          </Button>
        </div>
      )}
    </Field>
  )
}
