import { useState } from 'react'
import type { JournalCheck, JournalEntry, JournalPage } from '../../../shared/contract/activity.ts'
import { useWords } from '../../i18n/words.ts'
import { type Load, latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Select } from '../../ui/Field.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { journalLimit } from './activity-store.ts'
import { ChainState } from './ChainState.tsx'
import { actWords, detailsText, type JournalKind, journalKinds, kindOf } from './journal-words.ts'

export interface JournalPanelProps {
  readonly page: JournalPage
  readonly check: Load<JournalCheck>
  readonly onVerify: () => void
}

/** The append-only record, newest first, and whether its chain holds. */
export function JournalPanel({ page, check, onVerify }: JournalPanelProps) {
  const words = useWords()
  const { t, formats } = words
  const brokenAtLine = page.brokenAtLine ?? latest(check)?.brokenAtLine ?? null
  const [kind, setKind] = useState<JournalKind | 'all'>('all')
  const shown = page.entries.filter((entry) => kind === 'all' || kindOf(entry) === kind)
  const hidden = page.entries.length - shown.length
  const columns: readonly Column<JournalEntry>[] = [
    {
      id: 'seq',
      header: t('activity.journal.seq'),
      align: 'end',
      width: '80px',
      render: ({ seq }) => formats.integer(seq),
    },
    {
      id: 'at',
      header: t('activity.journal.at'),
      width: '192px',
      render: ({ at }) => <span title={formats.fullInstant(at)}>{formats.isoInstant(at).slice(0, 19)}Z</span>,
    },
    {
      id: 'what',
      header: t('activity.journal.what'),
      width: '184px',
      rowHeader: true,
      render: (entry) =>
        kindOf(entry) === 'refused' ? (
          <StatusWord shape="stopped" tone="warning">
            {actWords(words, entry)}
          </StatusWord>
        ) : (
          actWords(words, entry)
        ),
    },
    { id: 'who', header: t('activity.journal.who'), width: '172px', render: ({ who }) => who },
    {
      id: 'connection',
      header: t('activity.journal.connection'),
      width: '148px',
      wideOnly: true,
      render: ({ connection }) => connection,
    },
    {
      id: 'details',
      header: t('activity.journal.details'),
      render: (entry) => (
        <span className="mono text-2" title={detailsText(entry)}>
          {detailsText(entry)}
        </span>
      ),
    },
  ]
  return (
    <Panel
      flush
      title={t('activity.journal.title')}
      note={<ChainState page={page} check={check} />}
      actions={
        page.entries.length > 0 && (
          <>
            <Button
              size="small"
              variant="ghost"
              reason={check.phase === 'loading' ? t('activity.journal.checking') : null}
              reasonShown="hidden"
              onClick={onVerify}
            >
              {t('activity.journal.verify')}
            </Button>
            <Select
              aria-label={t('activity.journal.filter')}
              value={kind}
              onValue={setKind}
              options={[
                { value: 'all', label: t('activity.kind.all') },
                ...journalKinds.map((value) => ({
                  value,
                  label: `${t(`activity.kind.${value}`)} (${formats.integer(page.entries.filter((entry) => kindOf(entry) === value).length)})`,
                })),
              ]}
            />
          </>
        )
      }
    >
      {brokenAtLine !== null && (
        <p className="activity__broken" role="alert">
          {t('activity.journal.chainBrokenHint', { line: formats.integer(brokenAtLine) })}
        </p>
      )}
      {page.entries.length === 0 && (
        <EmptyState>
          {t('activity.journal.empty')} {t('activity.journal.emptyHint')}
        </EmptyState>
      )}
      {hidden > 0 && (
        <EmptyState
          action={
            <Button size="small" onClick={() => setKind('all')}>
              {t('activity.journal.clear')}
            </Button>
          }
        >
          {t('activity.journal.filtered', { n: hidden })}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <DataTable
          caption={t('activity.journal.caption')}
          columns={columns}
          rows={shown}
          rowKey={({ seq }) => String(seq)}
        />
      )}
      {page.entries.length >= journalLimit && (
        <p className="activity__limit">{t('activity.journal.limited', { n: formats.integer(page.entries.length) })}</p>
      )}
    </Panel>
  )
}
