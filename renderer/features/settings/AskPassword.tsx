import { useRef, useState } from 'react'
import { useProfiles } from '../../connection/profiles-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

/** Asks for the password of a connection that asks each time. Mounted once; open while a profile waits for it. */
export function AskPassword() {
  const { t } = useWords()
  const asking = useProfiles((state) => state.asking)
  const answer = useProfiles((state) => state.answerPassword)
  const [password, setPassword] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const done = (given: string | null) => {
    setPassword('')
    void answer(given)
  }
  return (
    <Dialog
      narrow
      open={asking !== null}
      onClose={() => done(null)}
      initialFocus={field}
      title={t('ask.title', { name: asking?.name ?? '' })}
      lead={t('ask.text')}
      foot={
        <>
          <Button size="dialog" onClick={() => done(null)}>
            {t('common.cancel')}
          </Button>
          <Button size="dialog" variant="primary" onClick={() => done(password)}>
            {t('ask.connect')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          done(password)
        }}
      >
        <Field label={t('ask.password')}>
          {(ids) => (
            <TextInput
              {...ids}
              ref={field}
              size="dialog"
              type="password"
              autoComplete="current-password"
              value={password}
              onValue={setPassword}
            />
          )}
        </Field>
      </form>
    </Dialog>
  )
}
