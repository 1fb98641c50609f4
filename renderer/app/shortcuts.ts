import { defaultShortcuts, type ShortcutAct } from '../../shared/util/shortcut-acts.ts'
import { shortcutWords } from '../connection/shortcut-keys.ts'
import type { WordId } from '../i18n/catalogue.ts'

export interface Shortcut {
  /** As shown, e.g. `Ctrl K`; a single key is shown as the operator chose it. */
  readonly keys: readonly string[]
  readonly what: WordId
}

/** The map as `?` shows it; screens come from the routes. */
export const shortcutGroups: readonly { readonly title: WordId; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'keys.everywhere',
    shortcuts: [
      { keys: ['Ctrl K'], what: 'keys.palette' },
      ...single('map', 'zone', 'density', 'undo'),
      { keys: ['F6'], what: 'keys.region' },
      { keys: ['Esc'], what: 'keys.leave' },
    ],
  },
  {
    title: 'keys.view',
    shortcuts: [
      ...single('refresh', 'fetch', 'invalidate', 'stop'),
      { keys: [defaultShortcuts.search, 'Ctrl F'], what: shortcutWords.search },
    ],
  },
  {
    title: 'keys.lists',
    shortcuts: [
      { keys: ['J', 'K', '↓', '↑'], what: 'keys.move' },
      { keys: ['Enter'], what: 'keys.openRow' },
      { keys: ['␣'], what: 'keys.peek' },
      { keys: ['Shift ␣'], what: 'keys.mark' },
      { keys: ['Shift ↓', 'Shift ↑'], what: 'keys.markMore' },
      { keys: ['Ctrl A'], what: 'keys.markAll' },
      { keys: ['[', ']'], what: 'browse.stepKeys' },
      { keys: ['Ctrl C'], what: 'keys.copyName' },
    ],
  },
]

function single(...acts: readonly ShortcutAct[]): Shortcut[] {
  return acts.map((act) => ({ keys: [defaultShortcuts[act].toUpperCase()], what: shortcutWords[act] }))
}
