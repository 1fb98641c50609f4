import type { ReactNode } from 'react'
import './page.css'

export interface PageProps {
  readonly title: string
  /** The state of things in one sentence of facts. */
  readonly summary?: ReactNode
  /** Right end of the head. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** A screen: head with title, facts and commands; below it the content lies directly on the canvas. */
export function Page({ title, summary, actions, children }: PageProps) {
  return (
    <div className="page">
      <header className="page__head">
        <h1 className="page__title">{title}</h1>
        {summary && <p className="page__summary">{summary}</p>}
        {actions && <div className="page__actions">{actions}</div>}
      </header>
      <div className="page__body">{children}</div>
    </div>
  )
}

export interface PanelProps {
  readonly title: string
  /** Figure or word beside the title, level 2. */
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** No gutter for the content: tables bring their own. */
  readonly flush?: boolean
}

/** A titled part of a screen: a hairline above, no box. */
export function Panel({ title, note, actions, children, flush = false }: PanelProps) {
  return (
    <section className="panel" aria-label={title}>
      <header className="panel__head">
        <h2 className="panel__title">{title}</h2>
        {note && <span className="panel__note">{note}</span>}
        {actions && <div className="panel__actions">{actions}</div>}
      </header>
      <div className={flush ? 'panel__body panel__body--flush' : 'panel__body'}>{children}</div>
    </section>
  )
}
