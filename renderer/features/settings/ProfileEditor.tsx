import { X } from 'lucide-react'
import { useState } from 'react'
import type { ConnectionTest, PasswordInput } from '../../../shared/contract/connection.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { goTo } from '../../connection/address.ts'
import { useConnection } from '../../connection/connection-store.ts'
import { useProfiles } from '../../connection/profiles-store.ts'
import { useWords } from '../../i18n/words.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { confirmToast } from '../../ui/Toast.tsx'
import './settings.css'
import { ProfileFields } from './ProfileFields.tsx'
import { draftOf, type ProfileForm } from './profile-form.ts'
import { RemoveProfile } from './RemoveProfile.tsx'
import { TestResult } from './TestResult.tsx'

/** @returns a password that is used now and not stored */
const typedOf = (input: PasswordInput | undefined) => (input?.kind === 'ask' ? input.password : undefined)

/** One connection: its fields, a test that names the true cause, and what to do with it. */
export function ProfileEditor({ initial }: { readonly initial: ProfileForm }) {
  const { t } = useWords()
  const [form, setForm] = useState(initial)
  const [tried, setTried] = useState(false)
  const [test, setTest] = useState<Load<ConnectionTest>>(idle)
  const [failure, setFailure] = useState<Failure | null>(null)
  const draft = draftOf(form)
  const invalid = tried && !draft ? t('editor.invalid.form') : null

  const change = (patch: Partial<ProfileForm>) => {
    setForm({ ...form, ...patch })
    setTest(idle)
  }
  const runTest = async () => {
    setTried(true)
    if (!draft) return
    setTest(loading(idle))
    const reply = await consoleClient.invoke('connection.test', draft)
    setTest(settled(reply, idle))
  }
  const save = async (connect: boolean) => {
    setTried(true)
    if (!draft) return
    setFailure(null)
    const reply = await consoleClient.invoke('profiles.save', draft)
    if (!reply.ok) {
      setFailure(reply.failure)
      return
    }
    await useProfiles.getState().refresh()
    confirmToast(t('editor.saved', { name: reply.value.name }))
    goTo('/settings')
    if (!connect) return
    // A password typed just now is used once; it is not asked for a second time.
    const [password, sentinelPassword] = [typedOf(draft.password), typedOf(draft.sentinelPassword)]
    if (password !== undefined || sentinelPassword !== undefined)
      await useConnection.getState().open(reply.value.id, password ?? null, sentinelPassword)
    else await useProfiles.getState().connect(reply.value)
    if (useConnection.getState().status.phase === 'connected') goTo('/overview')
  }

  return (
    <form
      className="editor"
      onSubmit={(event) => {
        event.preventDefault()
        void save(true)
      }}
      noValidate
    >
      <header className="editor__head">
        <h2 className="editor__title">
          {form.id === null ? t('editor.new') : t('editor.edit', { name: initial.name })}
        </h2>
        <IconButton icon={X} label={t('common.close')} onClick={() => goTo('/settings')} />
      </header>
      <div className="editor__body">
        <ProfileFields form={form} tried={tried} onChange={change} />
      </div>
      <footer className="editor__foot">
        <div className="editor__outcome">
          <TestResult test={test} />
          {failure && <FailureNotice failure={failure} />}
        </div>
        <Button onClick={() => void runTest()} reason={test.phase === 'loading' ? t('editor.testing') : null}>
          {t('editor.test')}
        </Button>
        {form.id !== null && <RemoveProfile id={form.id} name={initial.name} onFailure={setFailure} />}
        <span className="editor__foot-end">
          {invalid && <span className="field__error">{invalid}</span>}
          <Button onClick={() => void save(false)}>{t('editor.save')}</Button>
          <Button variant="primary" type="submit">
            {t('editor.saveConnect')}
          </Button>
        </span>
      </footer>
    </form>
  )
}
