import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { KeyPage, KeyRow } from '../../../shared/contract/keys.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { MiddleCut } from '../../ui/MiddleCut.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { rowsPerPage } from './keys-store.ts'

export interface KeyListProps {
  readonly page: KeyPage
  /** What every name begins with; dimmer. */
  readonly prefix: string
  readonly searching: boolean
  readonly stopped: boolean
  readonly selected: number | null
  readonly onOpen: (row: KeyRow) => void
  readonly onPage: (page: number) => void
  readonly onStop: () => void
  readonly onGoOn: () => void
}

/** A remaining lifetime below this is about to end. */
const soonMs = 3_600_000

/** One page of keys; lifetimes run on between two readings. */
export function KeyList(props: KeyListProps) {
  const { page, prefix, selected } = props
  const words = useWords()
  const { t } = words
  const now = useNow(10_000)
  return (
    <>
      <div className="keys__rows">
        <DataTable
          caption={t('browse.list')}
          columns={columnsOf(words, prefix, now, selected !== null)}
          rows={page.rows}
          rowKey={({ index }) => String(index)}
          onOpen={props.onOpen}
          selected={selected === null ? null : String(selected)}
          rowCount={page.complete ? page.found : -1}
        />
      </div>
      <Foot {...props} />
    </>
  )
}

/** @param narrow - the panel takes its part of the width */
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
            width: '72px',
            wideOnly: true,
            render: ({ type }: KeyRow) => type ?? '',
          },
        ]),
    {
      id: 'bytes',
      header: 'KiB',
      width: '76px',
      align: 'end',
      sortValue: ({ bytes }) => bytes,
      render: ({ bytes }) =>
        bytes === null ? <Unknown reason={t('reason.serverSilent')} /> : kibibytes(formats, bytes),
    },
    {
      id: 'ttl',
      header: t('browse.column.ttl'),
      width: '124px',
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

function Foot({ page, searching, stopped, onPage, onStop, onGoOn }: KeyListProps) {
  const { t, formats } = useWords()
  const first = page.page * rowsPerPage + 1
  const last = page.page * rowsPerPage + page.rows.length
  const more = page.found > last || (!page.complete && !page.full && page.rows.length === rowsPerPage)
  const numbers = { first: formats.integer(first), last: formats.integer(last), found: formats.integer(page.found) }
  return (
    <div className="keys__foot">
      <span role="status">
        {searching
          ? t('browse.searching', { found: page.found })
          : page.rows.length === 0
            ? ''
            : page.complete
              ? t('browse.range', numbers)
              : t('browse.rangeSoFar', numbers)}
      </span>
      {page.full && (
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
        {stopped && !page.complete && (
          <Button size="small" onClick={onGoOn}>
            {t('browse.goOn')}
          </Button>
        )}
        {page.page > 0 && (
          <Button size="small" variant="ghost" icon={ChevronLeft} onClick={() => onPage(page.page - 1)}>
            {t('browse.previousPage')}
          </Button>
        )}
        {more && !searching && (
          <Button size="small" variant="ghost" icon={ChevronRight} onClick={() => onPage(page.page + 1)}>
            {t('browse.nextPage')}
          </Button>
        )}
      </span>
    </div>
  )
}
