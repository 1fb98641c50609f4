import './middle-cut.css'

export interface MiddleCutProps {
  readonly text: string
  /** Part at the start that its neighbours share; shown dimmer. */
  readonly prefix?: string
  /** Characters at the end that are never cut. */
  readonly tail?: number
}

/** A key or another long name: cut in the middle, because its beginning and its end both matter. */
export function MiddleCut({ text, prefix = '', tail = 10 }: MiddleCutProps) {
  const shared = prefix && text.startsWith(prefix) ? prefix : ''
  const cut = Math.max(shared.length, text.length - tail)
  return (
    <span className="middle-cut mono" title={text}>
      <span className="middle-cut__head">
        <span className="middle-cut__prefix">{shared}</span>
        {text.slice(shared.length, cut)}
      </span>
      <span className="middle-cut__tail">{text.slice(cut)}</span>
    </span>
  )
}
