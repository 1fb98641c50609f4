import { useState } from 'react'
import { parseRedisUrl } from '../../../shared/connection/redis-url.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { selectFacts, useSettings } from '../../connection/settings-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Field, TextInput } from '../../ui/Field.tsx'
import { type ProfileForm, withUrl } from './profile-form.ts'

export interface UrlFieldProps {
  readonly form: ProfileForm
  readonly onChange: (patch: Partial<ProfileForm>) => void
}

/** Takes a Redis URL apart into the fields. It may hold a password, so it is shown like one and forgotten at once. */
export function UrlField({ form, onChange }: UrlFieldProps) {
  const { t, language } = useWords()
  const [text, setText] = useState('')
  const [applied, setApplied] = useState(false)
  const canStore = useSettings(selectFacts)?.secretStore === 'system'
  const parsed = parseRedisUrl(text)
  // A URL that is being typed is not wrong yet: only one that is clearly something else is said to be.
  const problem = !parsed.ok && text.trim().length > 8 ? parsed.reason : null
  const words = problem
    ? failureWords({ code: 'bad_input', message: '', retryable: false, params: { reason: problem } }, language)
    : null
  const apply = (given: string) => {
    setText(given)
    setApplied(false)
  }
  const take = (given: string) => {
    const url = parseRedisUrl(given)
    if (!url.ok) return
    onChange(withUrl(form, url.value, canStore))
    setText('')
    setApplied(true)
  }
  return (
    <Field
      label={t('editor.url')}
      help={applied ? t('editor.urlApplied') : t('editor.urlHelp')}
      error={words ? words.what : null}
    >
      {(ids) => (
        <TextInput
          {...ids}
          mono
          type="password"
          autoComplete="off"
          placeholder="redis://"
          value={text}
          onValue={apply}
          onPaste={(event) => {
            const given = event.clipboardData.getData('text')
            if (text === '' && parseRedisUrl(given).ok) {
              event.preventDefault()
              take(given)
            }
          }}
          onBlur={() => take(text)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && text !== '') {
              event.preventDefault()
              take(text)
            }
          }}
        />
      )}
    </Field>
  )
}
