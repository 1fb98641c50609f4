import type { Settings } from '../../shared/contract/settings.ts'
import { defaultShortcuts, type ShortcutAct, shortcutActs } from '../../shared/util/shortcut-acts.ts'
import type { WordId } from '../i18n/catalogue.ts'

/** Single keys; they act only outside fields, can be changed and switched off. The screens' own stand in the routes. */
export const shortcutWords = {
  refresh: 'keys.refresh',
  fetch: 'keys.fetch',
  invalidate: 'keys.invalidate',
  undo: 'keys.undo',
  zone: 'keys.zone',
  density: 'keys.density',
  stop: 'keys.stop',
  search: 'keys.search',
  map: 'keys.map',
} as const satisfies Record<ShortcutAct, WordId>

/** Keys that already mean something in lists and panels, or begin a sequence. */
const taken: ReadonlySet<string> = new Set(['g', 'j', 'k', '[', ']', ' '])

type Chosen = Settings['shortcuts']

/** @returns the key of an act, in lower case */
export function keyOfAct(act: ShortcutAct, chosen: Chosen): string {
  return (chosen[act] ?? defaultShortcuts[act]).toLowerCase()
}

/** @param key - as the keyboard says it */
export function actOfKey(key: string, chosen: Chosen): ShortcutAct | null {
  return shortcutActs.find((act) => keyOfAct(act, chosen) === key.toLowerCase()) ?? null
}

/** @returns what stands against a key for an act: another act that has it, or a meaning that cannot be moved */
export function keyConflict(key: string, act: ShortcutAct, chosen: Chosen): ShortcutAct | 'taken' | null {
  if (taken.has(key.toLowerCase())) return 'taken'
  const other = actOfKey(key, chosen)
  return other === act ? null : other
}

/** What stands on buttons and in menus for a usual key, e.g. `R`. */
export function hintOf(usual: string, settings: Pick<Settings, 'singleKeys' | 'shortcuts'> | null): string | null {
  const act = actOfKey(usual, {})
  const isSequence = /^G .$/.test(usual)
  if (settings === null || (act === null && !isSequence)) return usual
  if (!settings.singleKeys) return null
  return act === null ? usual : keyOfAct(act, settings.shortcuts).toUpperCase()
}
