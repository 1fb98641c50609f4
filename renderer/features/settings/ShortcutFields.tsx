import { useState } from 'react'
import type { Settings } from '../../../shared/contract/settings.ts'
import { type ShortcutAct, shortcutActs } from '../../../shared/util/shortcut-acts.ts'
import { useSettings } from '../../connection/settings-store.ts'
import { keyConflict, keyOfAct, shortcutWords } from '../../connection/shortcut-keys.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'

/** Which key does what; one that is in use elsewhere is refused, with what it does there. */
export function ShortcutFields({ shortcuts }: { readonly shortcuts: Settings['shortcuts'] }) {
  const { t } = useWords()
  const { update } = useSettings.getState()
  return (
    <>
      <div className="shortcut-fields">
        {shortcutActs.map((act) => (
          // A change that main has taken, or a return to the usual keys, begins the field anew.
          <ShortcutField key={`${act} ${keyOfAct(act, shortcuts)}`} act={act} shortcuts={shortcuts} />
        ))}
      </div>
      <Button
        reason={Object.keys(shortcuts).length === 0 ? t('preferences.shortcuts.usual') : null}
        onClick={() => void update({ shortcuts: {} })}
      >
        {t('preferences.shortcuts.reset')}
      </Button>
    </>
  )
}

interface ShortcutFieldProps {
  readonly act: ShortcutAct
  readonly shortcuts: Settings['shortcuts']
}

function ShortcutField({ act, shortcuts }: ShortcutFieldProps) {
  const { t } = useWords()
  const own = keyOfAct(act, shortcuts).toUpperCase()
  const [typed, setTyped] = useState(own)
  const conflict = typed === '' ? null : keyConflict(typed, act, shortcuts)
  const choose = (text: string) => {
    const key = text.trim().slice(-1).toLowerCase()
    setTyped(key.toUpperCase())
    if (key === '' || key === own.toLowerCase() || keyConflict(key, act, shortcuts) !== null) return
    void useSettings.getState().update({ shortcuts: { ...shortcuts, [act]: key } })
  }
  return (
    <Field
      label={t(shortcutWords[act])}
      error={
        conflict === null
          ? null
          : conflict === 'taken'
            ? t('preferences.shortcuts.taken')
            : t('preferences.shortcuts.used', { act: t(shortcutWords[conflict]) })
      }
    >
      {(ids) => (
        <TextInput
          {...ids}
          mono
          className="shortcut-fields__key"
          value={typed}
          onValue={choose}
          onFocus={(event) => event.target.select()}
          onBlur={() => setTyped(own)}
        />
      )}
    </Field>
  )
}
