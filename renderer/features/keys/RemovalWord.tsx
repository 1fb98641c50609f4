import { useEffect, useRef } from 'react'
import { useWords } from '../../i18n/words.ts'
import { TextInput } from '../../ui/Field.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

export interface RemovalWordProps {
  readonly word: string
  readonly typed: string
  readonly onType: (text: string) => void
}

/** The word that is typed before several keys go. */
export function RemovalWord({ word, typed, onType }: RemovalWordProps) {
  const { t, rich } = useWords()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <div className="keys__confirm">
      <label htmlFor="remove-keys-word">
        {rich('invalidation.confirm.type', { namespace: <strong className="mono">{word}</strong> })}
      </label>
      <TextInput
        id="remove-keys-word"
        ref={field}
        mono
        size="dialog"
        value={typed}
        onValue={onType}
        autoCapitalize="off"
        aria-describedby="remove-keys-word-state"
      />
      <span id="remove-keys-word-state" role="status">
        {typed !== '' && (
          <StatusWord shape={typed === word ? 'ok' : 'empty'} tone={typed === word ? 'ok' : 'quiet'}>
            {t(typed === word ? 'invalidation.confirm.matches' : 'invalidation.confirm.differs')}
          </StatusWord>
        )}
      </span>
    </div>
  )
}
