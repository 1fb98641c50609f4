import type { Settings } from '../../../shared/contract/settings.ts'
import { type FamilyName, familiesOf } from '../../../shared/keys/key-families.ts'
import { useSettings } from '../../connection/settings-store.ts'
import { useWords } from '../../i18n/words.ts'
import { confirmToast } from '../../ui/Toast.tsx'
import { LifetimeField } from './LifetimeField.tsx'

/** The policy of one namespace: how long the keys of each family are meant to live. */
export function Lifetimes({ namespace, settings }: { readonly namespace: string; readonly settings: Settings }) {
  const { t } = useWords()
  const own = settings.lifetimes[namespace] ?? {}
  const save = (family: FamilyName, seconds: number | null) => {
    const { [family]: _former, ...others } = own
    const next = seconds === null ? others : { ...others, [family]: seconds }
    void useSettings
      .getState()
      .update({ lifetimes: { ...settings.lifetimes, [namespace]: next } })
      .then((saved) => saved && confirmToast(t('providerSettings.lifetimeSaved', { namespace })))
  }
  return familiesOf(namespace).map(({ name, ttlSeconds }) => (
    <LifetimeField
      key={name}
      family={name}
      usual={ttlSeconds}
      own={own[name as FamilyName] ?? null}
      onSave={(seconds) => save(name as FamilyName, seconds)}
    />
  ))
}
