import { ChartColumn, Table2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useWords } from '../i18n/words.ts'
import './chart-panel.css'
import { CopyButton } from './CopyButton.tsx'
import { type Column, DataTable } from './DataTable.tsx'
import { IconButton } from './IconButton.tsx'

export interface ChartPanelProps<Row> {
  readonly title: string
  /** What the chart shows, in one sentence of facts. */
  readonly summary: string
  /** Further controls at the right, before the switch to the table. */
  readonly actions?: ReactNode
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** The table as tab-separated text, in plain figures. */
  readonly copyText: string
  /** The plot; hidden from assistive technology, which gets the sentence and the table. */
  readonly children: ReactNode
  /** Old figures fall to level 3. */
  readonly stale?: boolean
}

/** One question, one sentence, one plot, and the same figures as a table. */
export function ChartPanel<Row>(props: ChartPanelProps<Row>) {
  const { title, summary, actions, columns, rows, rowKey, copyText, children, stale = false } = props
  const { t } = useWords()
  const [asTable, setAsTable] = useState(false)
  return (
    <section className={stale ? 'chart-panel chart-panel--stale' : 'chart-panel'} aria-label={title}>
      <header className="chart-panel__head">
        <h2 className="chart-panel__title">{title}</h2>
        <div className="chart-panel__actions">
          {actions}
          <IconButton
            size="small"
            icon={asTable ? ChartColumn : Table2}
            label={t(asTable ? 'common.asChart' : 'common.asTable')}
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
        </div>
      </header>
      <p className="chart-panel__summary">{summary}</p>
      {asTable ? (
        <>
          <DataTable caption={title} columns={columns} rows={rows} rowKey={rowKey} edge="none" />
          <div className="chart-panel__copy">
            <CopyButton label={t('common.copyTable')} text={copyText} />
          </div>
        </>
      ) : (
        <div aria-hidden="true">{children}</div>
      )}
    </section>
  )
}
