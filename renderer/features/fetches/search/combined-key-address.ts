import { unifiedNamespace } from '../../../../shared/keys/key-families.ts'

/** @param key - of a combined search; plain ASCII @returns the address that opens it on the Keys screen */
export function combinedKeyAddress(key: string): string {
  const query = new URLSearchParams({ ns: unifiedNamespace, family: 'search_combined', key: btoa(key) })
  return `/keys?${query.toString()}`
}
