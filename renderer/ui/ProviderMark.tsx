import type { ProviderMark as Mark } from '../../shared/contract/provider.ts'

export interface ProviderMarkProps {
  readonly mark: Mark
  /** First letter of the provider, for the sixth and later ones. */
  readonly letter?: string
  readonly size?: number
}

/** A provider's own colour and shape. Always beside its name, so it is hidden from assistive technology. */
export function ProviderMark({ mark, letter = '?', size = 10 }: ProviderMarkProps) {
  return (
    <svg className="provider-mark" width={size} height={size} viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      {shapeOf(mark, letter)}
    </svg>
  )
}

function shapeOf({ marker, colour }: Mark, letter: string) {
  switch (marker) {
    case 'circle':
      return <circle cx="5" cy="5" r="4.5" fill={colour} />
    case 'square':
      return <rect x="0.75" y="0.75" width="8.5" height="8.5" fill={colour} />
    case 'triangle':
      return <path d="M5 0.5 L9.75 9.25 H0.25 Z" fill={colour} />
    case 'diamond':
      return <path d="M5 0 L10 5 L5 10 L0 5 Z" fill={colour} />
    case 'cross':
      return <path d="M3.4 0.5h3.2v2.9h2.9v3.2h-2.9v2.9h-3.2v-2.9h-2.9v-3.2h2.9z" fill={colour} />
    case 'letter':
      return (
        <text x="5" y="9" textAnchor="middle" fontSize="10" fontWeight="600" fill="currentColor">
          {letter}
        </text>
      )
  }
}
