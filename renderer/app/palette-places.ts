import { KeyRound, Link } from 'lucide-react'
import { familiesOf } from '../../shared/keys/key-families.ts'
import { goTo } from '../connection/address.ts'
import type { ShownNamespace } from '../connection/namespaces.ts'
import { useKeys } from '../features/keys/keys-store.ts'
import type { Words } from '../i18n/words.ts'
import { confirmToast } from '../ui/Toast.tsx'
import type { PaletteEntry } from './palette-entry.ts'
import { isAddress, paletteQuestion } from './palette-groups.ts'

/** What the typed text itself may mean: a part of key names, or the address of a view. It is looked at, never acted on. */
export function typedEntries({ t }: Words, typed: string): PaletteEntry[] {
  if (isAddress(typed)) {
    return [
      {
        id: 'address',
        group: 'screens',
        icon: Link,
        title: t('palette.openAddress'),
        consequence: typed,
        always: true,
        choose: () => goTo(typed.slice(1)),
      },
    ]
  }
  const { scope, text } = paletteQuestion(typed)
  const wanted = text.trim()
  if (wanted === '' || (scope !== null && scope !== 'keys')) return []
  return [
    {
      id: 'keys:search',
      group: 'keys',
      icon: KeyRound,
      title: t('palette.searchKeys', { text: wanted.slice(0, 60) }),
      consequence: t('palette.searchKeys.note'),
      always: true,
      choose: () => goTo(`/keys?${new URLSearchParams({ q: wanted })}`),
    },
  ]
}

/** Every family of every namespace, as a list of its keys. */
export function familyEntries({ t }: Words, namespaces: readonly ShownNamespace[]): PaletteEntry[] {
  return namespaces.flatMap(({ id }) =>
    familiesOf(id).map(({ name }) => ({
      id: `keys:${id}:${name}`,
      group: 'keys' as const,
      icon: KeyRound,
      title: `${id}:${name}`,
      consequence: t('palette.familyKeys'),
      choose: () => goTo(`/keys?${new URLSearchParams({ ns: id, family: name })}`),
    })),
  )
}

/** Keys that were opened lately on this server, newest first. */
export function recentKeyEntries({ t }: Words): PaletteEntry[] {
  return useKeys.getState().lately.map(({ label, base64 }) => ({
    id: `key:${base64}`,
    group: 'keys',
    icon: KeyRound,
    title: label === '' ? t('browse.emptyName') : label,
    consequence: t('palette.recentKey'),
    choose: () => goTo(`/keys?${new URLSearchParams({ key: base64 })}`),
  }))
}

export function copyAddressEntry({ t }: Words): PaletteEntry {
  return {
    id: 'address:copy',
    group: 'actions',
    icon: Link,
    title: t('palette.copyAddress'),
    consequence: t('palette.copyAddress.note'),
    choose: () => {
      const { hash } = window.location
      void navigator.clipboard.writeText(hash === '' ? '#/overview' : hash).then(() => {
        confirmToast(t('palette.addressCopied'))
      })
    },
  }
}
