import { useRef, useState } from 'react'
import { useProfiles } from '../../connection/profiles-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

/** An operation that waits for the password goes on by its own button; an Enter too many here must not press it. */
const stopButton = () => document.querySelector<HTMLElement>('.dialog [data-stop]')

/** Asks for the password of a connection that asks each time, or whose password was refused. Mounted once. */
export function AskPassword() {
  const { t } = useWords()
  const asking = useProfiles((state) => state.asking)
  const answer = useProfiles((state) => state.answerPasswords)
  const [password, setPassword] = useState('')
  const [sentinelPassword, setSentinelPassword] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const { password: asked = false, sentinelPassword: askedOfSentinel = false, refused = false } = asking ?? {}
  const end = () => {
    setPassword('')
    setSentinelPassword('')
  }
  const giveUp = () => {
    end()
    void answer(null, null)
  }
  const connect = () => {
    end()
    // Of a refused pair one may be right: what is left empty stays as it is kept.
    const typedOfSentinel = askedOfSentinel && !(refused && sentinelPassword === '')
    void answer(asked ? password : null, typedOfSentinel ? sentinelPassword : null)
  }
  return (
    <Dialog
      narrow
      open={asking !== null}
      onClose={giveUp}
      initialFocus={field}
      finalFocus={stopButton}
      title={t('ask.title', { name: asking?.profile.name ?? '' })}
      lead={t(refused ? 'ask.refused' : 'ask.text')}
      foot={
        <>
          <Button size="dialog" onClick={giveUp}>
            {t('common.cancel')}
          </Button>
          <Button size="dialog" variant="primary" onClick={connect}>
            {t('ask.connect')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          connect()
        }}
      >
        {asked && (
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
        )}
        {askedOfSentinel && (
          <Field label={t('editor.sentinelPassword')}>
            {(ids) => (
              <TextInput
                {...ids}
                ref={asked ? undefined : field}
                size="dialog"
                type="password"
                autoComplete="off"
                value={sentinelPassword}
                onValue={setSentinelPassword}
              />
            )}
          </Field>
        )}
        <button type="submit" hidden aria-label={t('ask.connect')} />
      </form>
    </Dialog>
  )
}
