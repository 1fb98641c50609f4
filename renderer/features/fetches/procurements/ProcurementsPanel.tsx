import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ExportFormat, ProcurementRow } from '../../../../shared/contract/procurements.ts'
import { useWords } from '../../../i18n/words.ts'
import { latest } from '../../../lib/load.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { Panel } from '../../../ui/Page.tsx'
import { Loading, SkeletonRows } from '../../../ui/Skeleton.tsx'
import { confirmToast } from '../../../ui/Toast.tsx'
import { FacetChip } from '../FacetChip.tsx'
import { ProcurementPanel } from './ProcurementPanel.tsx'
import { ProcurementTable } from './ProcurementTable.tsx'
import './procurements.css'
import { facets, useProcurements } from './procurements-store.ts'

/** What a search or a comparison found: narrowed by facets, page by page, one of them field by field, and as a file. */
export function ProcurementsPanel({ set }: { readonly set: string }) {
  const { t, formats } = useWords()
  const { query, page: load, openIndex, detail, exported, ...acts } = useProcurements()
  const { show } = acts
  const list = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const page = latest(load)
  useEffect(() => void show(set), [show, set])

  // The panel's heading comes with a later render; until then the wish is kept.
  const toPanel = useRef(false)
  useEffect(() => {
    if (!toPanel.current || !heading.current) return
    toPanel.current = false
    heading.current.focus()
  })
  const open = ({ index }: ProcurementRow) => {
    toPanel.current = true
    void acts.open(index)
  }
  const place = page?.rows.findIndex(({ index }) => index === openIndex) ?? -1
  const step = (by: 1 | -1) => {
    const row = page?.rows[place + by]
    if (row) open(row)
  }
  const leave = () => {
    const row = list.current?.querySelector<HTMLElement>('tr[aria-selected="true"]')
    acts.close()
    row?.focus()
  }
  const exportAs = async (format: ExportFormat) => {
    const result = await acts.exportAs(format)
    if (result?.file != null) confirmToast(t('procurements.exported', { file: result.file, n: result.procurements }))
  }
  const only = query?.only ?? null
  const exporting = exported.phase === 'loading' ? t('procurements.exporting') : null

  return (
    <Panel
      flush
      title={t('procurements.title')}
      note={page && formats.integer(page.total)}
      actions={(['csv', 'json'] as const).map((format) => (
        <Button
          key={format}
          size="small"
          onClick={() => void exportAs(format)}
          reason={page && page.total > 0 ? exporting : t('procurements.nothingToExport')}
          reasonShown="hidden"
        >
          {t('procurements.export', { format: format.toUpperCase() })}
        </Button>
      ))}
    >
      {load.phase === 'failed' && (
        <FailureNotice failure={load.failure} onRetry={() => void acts.turnTo(page?.page ?? 0)} />
      )}
      {exported.phase === 'failed' && <FailureNotice failure={exported.failure} />}
      {page === null && load.phase === 'loading' && <Loading skeleton={<SkeletonRows rows={8} />} />}
      {page && (
        <>
          <fieldset className="procurements__facets" aria-label={t('procurements.facets')}>
            {facets.map((facet) => (
              <FacetChip
                key={facet}
                name={t(`procurements.facet.${facet}`)}
                count={formats.integer(page.counts[facet] ?? 0)}
                on={query?.facet === facet}
                onToggle={() => void acts.narrow({ facet: query?.facet === facet ? 'all' : facet })}
              />
            ))}
            {only && (
              <Button size="small" variant="ghost" icon={X} onClick={() => void acts.narrow({ only: null })}>
                {t('procurements.only', { providers: only.join(' + ') })}
              </Button>
            )}
          </fieldset>
          <div className={openIndex === null ? 'procurements' : 'procurements procurements--open'}>
            <div ref={list} className="procurements__list">
              {page.rows.length === 0 ? (
                <EmptyState
                  action={
                    (only !== null || query?.facet !== 'all') && (
                      <Button size="small" onClick={() => void acts.narrow({ facet: 'all', only: null })}>
                        {t('procurements.showAll')}
                      </Button>
                    )
                  }
                >
                  {t(only !== null || query?.facet !== 'all' ? 'procurements.noneHere' : 'procurements.none')}
                </EmptyState>
              ) : (
                <ProcurementTable
                  page={page}
                  narrow={openIndex !== null}
                  selected={place === -1 ? null : openIndex}
                  onOpen={open}
                  onPage={(to) => void acts.turnTo(to)}
                />
              )}
            </div>
            {openIndex !== null && (
              <ProcurementPanel
                // Its scroll and its choice of fields belong to one procurement.
                key={openIndex}
                detail={detail}
                heading={heading}
                place={place === -1 ? null : { at: place + 1, of: page.rows.length }}
                onStep={step}
                onRead={() => void acts.open(openIndex)}
                onClose={leave}
              />
            )}
          </div>
        </>
      )}
    </Panel>
  )
}
