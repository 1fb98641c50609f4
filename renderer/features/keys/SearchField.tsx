import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../i18n/words.ts'
import { Segmented } from '../../ui/Segmented.tsx'

/** How long typing rests before it is searched for. */
const restMs = 350

export interface SearchFieldProps {
  readonly fieldRef: React.RefObject<HTMLInputElement | null>
  readonly text: string
  readonly glob: boolean
  readonly onText: (text: string, glob: boolean) => void
}

/** Literal unless the switch says glob; searched when typing rests, or at Enter. */
export function SearchField({ fieldRef, text, glob, onText }: SearchFieldProps) {
  const { t } = useWords()
  const [typed, setTyped] = useState(text)
  const asked = useRef(text)
  const latestOnText = useRef(onText)
  useEffect(() => {
    latestOnText.current = onText
  })
  useEffect(() => {
    // Another door changed the address: a link of the tree, "clear search", the way back.
    if (text !== asked.current) setTyped(text)
    asked.current = text
  }, [text])
  useEffect(() => {
    if (typed === asked.current) return
    const timer = setTimeout(() => {
      asked.current = typed
      latestOnText.current(typed, glob)
    }, restMs)
    return () => clearTimeout(timer)
  }, [typed, glob])
  return (
    <search>
      <form
        className="keys__search"
        onSubmit={(event) => {
          event.preventDefault()
          onText(typed, glob)
        }}
      >
        <div className="keys__box">
          <Search size={14} strokeWidth={2} aria-hidden="true" />
          <input
            ref={fieldRef}
            type="search"
            className="keys__field mono"
            aria-label={t('browse.search')}
            placeholder={t(glob ? 'browse.placeholderGlob' : 'browse.placeholder')}
            maxLength={glob ? 512 : 16_384}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Segmented
          label={t('browse.searchKind')}
          value={glob ? 'glob' : 'literal'}
          options={[
            { value: 'literal', label: t('browse.literal') },
            { value: 'glob', label: 'Glob' },
          ]}
          onValue={(kind) => onText(kind === 'glob' ? typed.slice(0, 512) : typed, kind === 'glob')}
        />
      </form>
    </search>
  )
}
