import { Dialog } from '@base-ui/react/dialog'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useNamespaces } from '../connection/namespaces.ts'
import { selectRecentRuns, useRecentRuns } from '../connection/recent-runs-store.ts'
import { createWords, useWords } from '../i18n/words.ts'
import { Kbd } from '../ui/Kbd.tsx'
import { paletteEntries } from './palette-entries.ts'
import type { PaletteEntry, PaletteGroup } from './palette-entry.ts'
import { firstRows, paletteQuestion, paletteSections } from './palette-groups.ts'
import { markMatch } from './palette-match.ts'
import { typedEntries } from './palette-places.ts'
import { closeOverlay, useShell } from './shell-store.ts'
import './palette.css'

/** Chosen lately, newest first; forgotten with the window. */
let recent: readonly string[] = []
const recentKept = 4

/** The list is at most 400 pixels high, a row 36. */
const rowsSeenAtOnce = 11

/** One field for every screen, provider, run and act, in both languages at once. */
export function CommandPalette() {
  const open = useShell((state) => state.overlay === 'palette')
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && closeOverlay()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="palette-scrim" />
        <Dialog.Popup className="palette">
          <Palette />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Palette() {
  const words = useWords()
  const { t, language } = words
  const namespaces = useNamespaces()
  const runs = useRecentRuns(selectRecentRuns)
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState('')
  const question = paletteQuestion(typed)
  const entries = paletteEntries(words, namespaces, runs)
  const asksByText = question.text.trim() !== ''
  const other = useMemo(
    () => (asksByText ? createWords(language === 'en' ? 'pt-BR' : 'en', 'sao-paulo') : null),
    [asksByText, language],
  )
  const foreign = new Map(other && paletteEntries(other, namespaces, runs).map(({ id, title }) => [id, title]))
  const { sections, count } = paletteSections([...entries, ...typedEntries(words, typed)], foreign, recent, question)
  const titles: Readonly<Record<PaletteGroup | 'recent', string>> = {
    recent: t('palette.recent'),
    actions: t('palette.actions'),
    providers: t('palette.providers'),
    operations: t('palette.operations'),
    runs: t('palette.runs'),
    screens: t('palette.screens'),
    settings: t('palette.settings'),
    keys: t('palette.keyLists'),
  }
  // What can be seen at once is drawn with the field, the rest right behind it.
  const drawn = useDeferredValue(Number.POSITIVE_INFINITY, rowsSeenAtOnce)
  const first = sections[0]?.rows[0]?.id ?? ''
  const present = sections.some(({ rows }) => rows.some(({ id }) => id === chosen))

  return (
    <Command
      label={t('palette.label')}
      shouldFilter={false}
      value={present ? chosen : first}
      onValueChange={setChosen}
      loop
    >
      <Dialog.Title className="visually-hidden">{t('palette.label')}</Dialog.Title>
      <div className="palette__field">
        <Search size={16} strokeWidth={2} aria-hidden="true" />
        <Command.Input value={typed} onValueChange={setTyped} placeholder={t('palette.placeholder')} />
        <span className="palette__count" aria-live="polite">
          {t('palette.results', { n: count })}
        </span>
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="palette__list" label={t('palette.label')}>
        {count === 0 && <Command.Empty className="palette__none">{t('palette.none')}</Command.Empty>}
        {firstRows(sections, drawn).map(({ group, rows }) => (
          <Command.Group key={group} heading={titles[group]}>
            {rows.map((entry) => (
              <Row key={entry.id} entry={entry} typed={question.text} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
      <footer className="palette__foot" aria-hidden="true">
        <Kbd>{'>'}</Kbd> {t('palette.scope.actions')}
        <Kbd>:</Kbd> {t('palette.scope.keys')}
        <Kbd>@</Kbd> {t('palette.scope.providers')}
        <Kbd>#</Kbd> {t('palette.scope.runs')}
        <span className="palette__foot-end">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> {t('palette.choose')}
          <Kbd>↵</Kbd> {t('palette.run')}
        </span>
      </footer>
    </Command>
  )
}

function Row({ entry, typed }: { readonly entry: PaletteEntry; readonly typed: string }) {
  const { t } = useWords()
  const { icon: Shape, reason = null } = entry
  const choose = () => {
    recent = [entry.id, ...recent.filter((id) => id !== entry.id)].slice(0, recentKept)
    closeOverlay()
    entry.choose()
  }
  return (
    <Command.Item className="palette__row" value={entry.id} disabled={reason !== null} onSelect={choose}>
      <Shape size={16} strokeWidth={2} aria-hidden="true" />
      <span className="palette__title">
        {markMatch(typed, entry.title).map(({ text, hit }) =>
          hit ? (
            <mark key={`hit ${text}`} className="palette__hit">
              {text}
            </mark>
          ) : (
            <span key={text}>{text}</span>
          ),
        )}
      </span>
      <span className="palette__consequence">
        {reason === null ? entry.consequence : t('palette.unavailable', { reason })}
      </span>
      {entry.hint && <Kbd>{entry.hint}</Kbd>}
    </Command.Item>
  )
}
