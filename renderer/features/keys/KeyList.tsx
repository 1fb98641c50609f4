import type { ReactNode } from 'react'
import type { KeyListFacts, KeyRow } from '../../../shared/contract/keys.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { MiddleCut } from '../../ui/MiddleCut.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { confirmToast } from '../../ui/Toast.tsx'
import { VirtualGrid } from '../../ui/VirtualGrid.tsx'
import { useMarks } from './marks-store.ts'
import { nameToCopy, refOf } from './name-text.ts'
import { useCopyMarked } from './use-copy-marked.ts'
import { useRowMarking } from './use-row-marking.ts'
import type { ShownRows } from './use-shown-rows.ts'

export interface KeyListProps {
  readonly facts: KeyListFacts
  readonly rows: ShownRows
  /** What every name begins with; dimmer. */
  readonly prefix: string
  readonly searching: boolean
  /** The panel takes its part of the width. */
  readonly narrow: boolean
  readonly onSeen: (first: number, last: number) => void
  /** Enter or a press: the panel takes the focus. */
  readonly onOpen: (place: number) => void
  /** The space bar: the panel opens or closes, the focus stays. */
  readonly onPeek: (place: number) => void
  readonly onStop: () => void
  readonly onGoOn: () => void
  readonly onSort: () => void
  /** What stands between the list and its foot. */
  readonly children: ReactNode
}

/** A remaining lifetime below this is about to end. */
const soonMs = 3_600_000

/** Every key that was found, however many; lifetimes run on between two readings. */
export function KeyList(props: KeyListProps) {
  const { facts, rows, prefix, narrow, onOpen, onPeek, onSeen } = props
  const words = useWords()
  const { t } = words
  const now = useNow(10_000)
  const marking = useRowMarking(facts, rows)
  const copyMarked = useCopyMarked()
  const copy = (row: KeyRow) =>
    void nameToCopy(refOf(row, facts.listing)).then(async (name) => {
      if (name === null) return
      await navigator.clipboard.writeText(name.text)
      confirmToast(t(name.isBase64 ? 'browse.copiedBase64' : 'browse.copiedName'))
    })
  return (
    <>
      <VirtualGrid
        // Another list begins at its top.
        key={facts.listing}
        caption={t('browse.list')}
        columns={columnsOf(words, prefix, now, narrow)}
        count={facts.found}
        growing={!facts.complete}
        rowAt={rows.rowAt}
        open={rows.openPlace}
        marking={marking}
        sort={rows.sort}
        onSort={rows.onSort}
        onSeen={onSeen}
        onOpen={onOpen}
        onPeek={onPeek}
        onCopy={(row) => (useMarks.getState().marks.size > 0 ? copyMarked() : copy(row))}
      />
      {props.children}
      <Foot {...props} />
    </>
  )
}

function columnsOf({ t, formats }: Words, prefix: string, now: number, narrow: boolean): readonly Column<KeyRow>[] {
  return [
    {
      id: 'key',
      header: t('browse.column.key'),
      rowHeader: true,
      render: ({ key }) =>
        key.byteLength === 0 ? <em>{t('browse.emptyName')}</em> : <MiddleCut text={key.label} prefix={prefix} />,
    },
    ...(narrow
      ? []
      : [
          {
            id: 'type',
            header: t('browse.column.type'),
            width: '96px',
            wideOnly: true,
            render: ({ type }: KeyRow) => type ?? '',
          },
        ]),
    {
      id: 'bytes',
      header: 'KiB',
      width: narrow ? '68px' : '96px',
      align: 'end',
      sortValue: ({ bytes }) => bytes,
      render: ({ bytes }) =>
        bytes === null ? <Unknown reason={t('reason.serverSilent')} /> : kibibytes(formats, bytes),
    },
    {
      id: 'ttl',
      header: t('browse.column.ttl'),
      width: narrow ? '108px' : '136px',
      align: 'end',
      sortValue: ({ expiresAt }) => expiresAt,
      render: (row) => lifetime(row),
    },
  ]

  function lifetime({ state, expiresAt }: KeyRow) {
    if (state === 'gone') return <span className="text-3">{t('browse.row.gone')}</span>
    if (state === 'no_permission') return <span className="text-3">{t('browse.row.denied')}</span>
    if (expiresAt === null) return <span className="text-3">{t('common.noTtl')}</span>
    const left = expiresAt - now
    if (left <= 0) return <span className="text-3">{t('browse.row.gone')}</span>
    return <span className={left < soonMs ? 'keys__soon' : undefined}>{formats.duration(left)}</span>
  }
}

function kibibytes(formats: Words['formats'], bytes: number): string {
  return formats.decimal(bytes / 1_024, bytes < 102_400 ? 1 : 0)
}

function Foot({ facts, searching, onStop, onGoOn, onSort }: KeyListProps) {
  const { t } = useWords()
  const { found, complete, full, sorted } = facts
  return (
    <div className="keys__foot">
      <span role="status">
        {searching
          ? t('browse.searching', { found })
          : complete
            ? t(sorted ? 'browse.foundByName' : 'browse.foundAsMet', { found })
            : t('browse.foundSoFar', { found })}
      </span>
      {full && (
        <StatusWord shape="incomplete" tone="warning">
          {t('browse.full')}
        </StatusWord>
      )}
      <span className="keys__foot-actions">
        {searching && (
          <Button size="small" onClick={onStop}>
            {t('common.stop')}
          </Button>
        )}
        {!searching && !complete && !full && (
          <Button size="small" onClick={onGoOn}>
            {t('browse.readAll')}
          </Button>
        )}
        {complete && !sorted && (
          <Button size="small" variant="ghost" onClick={onSort}>
            {t('browse.byName')}
          </Button>
        )}
      </span>
    </div>
  )
}
