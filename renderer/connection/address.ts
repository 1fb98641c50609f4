import { useSyncExternalStore } from 'react'

/** Where the console is: `#/providers/pncp?tab=days` is path `['providers', 'pncp']` and its query. */
export interface Address {
  readonly path: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

let known: { readonly hash: string; readonly address: Address } | null = null

/** @param hash - as in `location.hash`; anything unreadable is the start screen */
export function parseAddress(hash: string): Address {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  try {
    return {
      path: path.split('/').filter(Boolean).map(decodeURIComponent),
      query: Object.fromEntries(new URLSearchParams(query)),
    }
  } catch {
    return { path: [], query: {} }
  }
}

export function useAddress(): Address {
  return useSyncExternalStore(subscribe, current)
}

/** @param address - e.g. `/providers/pncp`; can be copied from the location and opened again */
export function goTo(address: string): void {
  window.location.hash = `#${address}`
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

function current(): Address {
  const { hash } = window.location
  if (known?.hash !== hash) known = { hash, address: parseAddress(hash) }
  return known.address
}
