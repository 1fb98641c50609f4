import type { WordId } from '../i18n/catalogue.ts'

export interface Shortcut {
  /** As shown, e.g. `Ctrl K`. */
  readonly keys: readonly string[]
  readonly what: WordId
}

/** Single letters; they act only outside fields and can be switched off. The screens' own keys stand in the routes. */
export const singleKeyActs = {
  r: 'keys.refresh',
  f: 'keys.fetch',
  i: 'keys.invalidate',
  u: 'keys.undo',
  t: 'keys.zone',
  d: 'keys.density',
  '.': 'keys.stop',
  '/': 'keys.search',
  '?': 'keys.map',
} as const satisfies Record<string, WordId>

export type SingleKey = keyof typeof singleKeyActs

/** The map as `?` shows it; screens come from the routes. */
export const shortcutGroups: readonly { readonly title: WordId; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'keys.everywhere',
    shortcuts: [
      { keys: ['Ctrl K'], what: 'keys.palette' },
      { keys: ['?'], what: singleKeyActs['?'] },
      { keys: ['T'], what: singleKeyActs.t },
      { keys: ['D'], what: singleKeyActs.d },
      { keys: ['U'], what: singleKeyActs.u },
      { keys: ['F6'], what: 'keys.region' },
      { keys: ['Esc'], what: 'keys.leave' },
    ],
  },
  {
    title: 'keys.view',
    shortcuts: [
      { keys: ['R'], what: singleKeyActs.r },
      { keys: ['F'], what: singleKeyActs.f },
      { keys: ['I'], what: singleKeyActs.i },
      { keys: ['.'], what: singleKeyActs['.'] },
      { keys: ['/', 'Ctrl F'], what: singleKeyActs['/'] },
    ],
  },
  {
    title: 'keys.lists',
    shortcuts: [
      { keys: ['J', 'K', '↓', '↑'], what: 'keys.move' },
      { keys: ['Enter'], what: 'keys.openRow' },
      { keys: ['[', ']'], what: 'browse.stepKeys' },
    ],
  },
]
