import { type ReactNode, useState } from 'react'
import type { KeyRef, OpenedKey, StringContent } from '../../../shared/contract/keys.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { BytesView } from './BytesView.tsx'
import { EmbeddingView } from './EmbeddingView.tsx'
import { OpportunitiesView } from './OpportunitiesView.tsx'
import { RowsView } from './RowsView.tsx'
import { TextView } from './TextView.tsx'

export interface ValueViewProps {
  readonly keyRef: KeyRef
  readonly opened: Extract<OpenedKey, { state: 'present' }>
}

/** What the key holds, in the ways its content allows. */
export function ValueView({ keyRef, opened: { value, facts } }: ValueViewProps) {
  const { t } = useWords()
  switch (value.kind) {
    case 'rows':
      return <RowsView keyRef={keyRef} content={value} length={facts.length} />
    case 'unsupported':
      return <EmptyState>{t('browse.unsupported', { type: facts.type })}</EmptyState>
    case 'no_permission':
      return <EmptyState>{t('browse.valueDenied')}</EmptyState>
    case 'string':
      return <StringView keyRef={keyRef} content={value} />
  }
}

interface TabOf {
  readonly value: string
  readonly label: string
  readonly count?: string
  readonly view: ReactNode
}

function StringView({ keyRef, content }: { readonly keyRef: KeyRef; readonly content: StringContent }) {
  const words = useWords()
  const { t } = words
  const tabs = tabsOf(words, keyRef, content)
  const [chosen, setChosen] = useState(tabs[0]?.value ?? 'bytes')
  const notes = notesOf(words, content)
  const shown = tabs.find(({ value }) => value === chosen) ?? tabs[0]
  return (
    <>
      {notes.length > 0 && (
        <ul className="keys__notes">
          {notes.map((note) => (
            <li key={note.text}>
              <StatusWord shape={note.tone === 'warning' ? 'warning' : 'info'} tone={note.tone}>
                {note.text}
              </StatusWord>
            </li>
          ))}
        </ul>
      )}
      {content.byteLength === 0 ? (
        <EmptyState>{t('browse.emptyValue')}</EmptyState>
      ) : (
        <Tabs label={t('browse.value')} tabs={tabs} value={shown?.value ?? 'bytes'} onValue={setChosen}>
          {shown?.view}
        </Tabs>
      )}
    </>
  )
}

function tabsOf({ t, formats }: Words, keyRef: KeyRef, content: StringContent): readonly TabOf[] {
  const { opportunities, embedding, text, json } = content
  const isJson = json?.state === 'valid'
  const textLabel = isJson ? 'JSON' : t('browse.tab.text')
  return [
    ...(opportunities
      ? [
          {
            value: 'items',
            label: t('browse.tab.items'),
            count: formats.integer(opportunities.total),
            view: <OpportunitiesView table={opportunities} />,
          },
        ]
      : []),
    ...(embedding
      ? [{ value: 'vector', label: t('browse.tab.vector'), view: <EmbeddingView embedding={embedding} /> }]
      : []),
    ...(text === null
      ? []
      : [{ value: 'text', label: textLabel, view: <TextView label={textLabel} text={text} json={isJson} /> }]),
    { value: 'bytes', label: t('browse.tab.bytes'), view: <BytesView keyRef={keyRef} content={content} /> },
  ]
}

interface Note {
  readonly tone: 'warning' | 'quiet'
  readonly text: string
}

/** What a reader must know before trusting what is shown. */
function notesOf({ t, formats }: Words, content: StringContent): readonly Note[] {
  const { gzip, json, nameMismatch, looksLike, encoding, textCut, byteLength } = content
  const notes: Note[] = []
  const add = (tone: Note['tone'], text: string) => notes.push({ tone, text })
  if (nameMismatch) add('warning', t(`browse.mismatch.${nameMismatch}`))
  if (gzip) {
    const sizes = {
      stored: formats.bytes(byteLength),
      unpacked: formats.bytes(gzip.bytes),
      bytes: formats.integer(gzip.bytes),
    }
    add(gzip.state === 'whole' ? 'quiet' : 'warning', t(`browse.gzip.${gzip.state}`, sizes))
    if (gzip.members > 1) add('quiet', t('browse.gzip.members', { n: gzip.members }))
    if (gzip.trailing > 0) add('warning', t('browse.gzip.trailing', { n: gzip.trailing }))
  }
  if (encoding === 'utf-16') add('warning', t('browse.utf16'))
  if (json?.state === 'invalid') {
    const { line, column, reason } = json
    add('warning', t('browse.json.invalid', { line: String(line), column: String(column), reason }))
  }
  if (json?.state === 'too_deep') add('warning', t('browse.json.tooDeep', { limit: formats.integer(json.limit) }))
  if (json?.state === 'too_large' && gzip === null) {
    add('warning', t('browse.json.tooLarge', { limit: formats.bytes(json.limit), size: formats.bytes(byteLength) }))
  }
  if (textCut && json?.state !== 'too_large') add('quiet', t('browse.textCut'))
  if (looksLike !== null) add('quiet', t(`browse.looks.${looksLike}`))
  return notes
}
