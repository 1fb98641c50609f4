/** What single keys do, and which ones unless the operator says otherwise. G and its second letter are not among them. */
export const defaultShortcuts = {
  refresh: 'r',
  fetch: 'f',
  invalidate: 'i',
  undo: 'u',
  zone: 't',
  density: 'd',
  stop: '.',
  search: '/',
  map: '?',
} as const
export type ShortcutAct = keyof typeof defaultShortcuts
export const shortcutActs = Object.keys(defaultShortcuts) as [ShortcutAct, ...ShortcutAct[]]
