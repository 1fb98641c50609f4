import type { ReactNode } from 'react'
import './figure.css'
import { Tooltip } from './Tooltip.tsx'

export interface UnknownProps {
  /** Why it is not known, or does not apply. */
  readonly reason: string
}

/** The sign for what is not known: never 0, never empty. The reason is one hover or focus away, and read out. */
export function Unknown({ reason }: UnknownProps) {
  return (
    <Tooltip text={reason}>
      <span className="unknown">
        <span aria-hidden="true">–</span>
        <span className="visually-hidden">{reason}</span>
      </span>
    </Tooltip>
  )
}

export interface FigureProps {
  readonly label: string
  /** The figure as text; null shows the unknown sign with `reason`. */
  readonly value: string | null
  /** Unit or "of 4,00 GiB", smaller. */
  readonly unit?: string
  readonly reason?: string
  /** A second line, level 2. */
  readonly note?: ReactNode
  /** How it came to be, at the right end; left out where the window is narrow. */
  readonly trend?: ReactNode
  /** Old figures fall to level 3. */
  readonly stale?: boolean
}

/** One figure of a strip: label above, figure below. Use inside `FigureStrip`. */
export function Figure({ label, value, unit, reason = '', note, trend, stale = false }: FigureProps) {
  return (
    <div className={stale ? 'figure figure--stale' : 'figure'}>
      <dt className="figure__label">{label}</dt>
      <dd className="figure__value">
        {value === null ? (
          <Unknown reason={reason} />
        ) : (
          <>
            <span className="figure__number">{value}</span>
            {unit && <span className="figure__unit"> {unit}</span>}
          </>
        )}
        {note && (
          <span className="figure__note" title={typeof note === 'string' ? note : undefined}>
            {note}
          </span>
        )}
      </dd>
      {trend && <dd className="figure__trend">{trend}</dd>}
    </div>
  )
}

/** Figures side by side, hairlines between them. */
export function FigureStrip({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section aria-label={label}>
      <dl className="figure-strip">{children}</dl>
    </section>
  )
}
