import { useMemo } from 'react'
import type { ProviderInfo, ProviderMark } from '../../shared/contract/provider.ts'
import { unifiedNamespace } from '../../shared/keys/key-families.ts'
import { selectProviderList, useProviders } from './providers-store.ts'

/** A namespace as the screens show it: a provider, or `unified`. */
export interface ShownNamespace {
  readonly id: string
  readonly label: string
  readonly mark: ProviderMark
  /** null for `unified`. */
  readonly provider: ProviderInfo | null
}

/** The mark of `unified`. Source: provider colours of the UX brief. */
const unifiedMark: ProviderMark = { colour: '#F91098', marker: 'diamond', line: 'dash-dot' }
/** For a namespace the list does not know (yet). */
const unknownMark: ProviderMark = { colour: '#66717E', marker: 'letter', line: 'double' }

/** @returns the providers in table order, then `unified` */
export function namespacesOf(providers: readonly ProviderInfo[]): readonly ShownNamespace[] {
  const known = providers.map((provider) => ({ id: provider.id, label: provider.label, mark: provider.mark, provider }))
  return [...known, { id: unifiedNamespace, label: unifiedNamespace, mark: unifiedMark, provider: null }]
}

export function useNamespaces(): readonly ShownNamespace[] {
  const providers = useProviders(selectProviderList)
  return useMemo(() => namespacesOf(providers), [providers])
}

/** @returns the mark of a namespace by its id */
export function useMarkOf(): (namespace: string) => ProviderMark {
  const namespaces = useNamespaces()
  return (id) => namespaces.find((namespace) => namespace.id === id)?.mark ?? unknownMark
}
