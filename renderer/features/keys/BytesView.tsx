import { useEffect, useMemo, useState } from 'react'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { KeyRef, StringContent } from '../../../shared/contract/keys.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { useWords } from '../../i18n/words.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { bytesOf, bytesPerRow, type HexRow, hexRows } from './hex-rows.ts'
import { Pager } from './Pager.tsx'
import { ScrollRegion } from './ScrollRegion.tsx'

const pageBytes = 100 * bytesPerRow

type Piece =
  | { readonly state: 'ready'; readonly bytes: Uint8Array }
  | { readonly state: 'reading' | 'changed' }
  | { readonly state: 'failed'; readonly failure: Failure }

/** The stored bytes, as they are; behind the head they are read page by page. */
export function BytesView({ keyRef, content }: { readonly keyRef: KeyRef; readonly content: StringContent }) {
  const { t, formats } = useWords()
  const [page, setPage] = useState(0)
  const offset = page * pageBytes
  const piece = usePiece(keyRef, content, offset)
  const pages = Math.max(1, Math.ceil(content.byteLength / pageBytes))
  return (
    <>
      {piece.state === 'failed' && <FailureNotice failure={piece.failure} />}
      {piece.state === 'changed' && (
        <p className="keys__note">
          <StatusWord shape="warning" tone="warning">
            {t('browse.changedMeanwhile')}
          </StatusWord>
        </p>
      )}
      <ScrollRegion className="keys__table keys__bytes" label={t('browse.tab.bytes')}>
        <DataTable<HexRow>
          caption={t('browse.tab.bytes')}
          rows={piece.state === 'ready' ? hexRows(piece.bytes, offset) : []}
          rowKey={(row) => String(row.offset)}
          columns={[
            {
              id: 'offset',
              header: t('browse.column.offset'),
              width: '81px',
              render: (row) => <span className="text-3">{row.offset.toString(16).padStart(8, '0')}</span>,
            },
            { id: 'hex', header: 'Hex', width: '334px', render: (row) => row.hex },
            { id: 'ascii', header: 'ASCII', width: '134px', render: (row) => row.ascii },
          ]}
        />
      </ScrollRegion>
      <Pager
        page={page}
        pages={pages}
        words={t('browse.bytesRange', {
          first: formats.integer(offset),
          last: formats.integer(Math.min(content.byteLength, offset + pageBytes)),
          total: formats.integer(content.byteLength),
        })}
        onPage={setPage}
      />
    </>
  )
}

function usePiece(keyRef: KeyRef, content: StringContent, offset: number): Piece {
  const head = useMemo(() => bytesOf(content.head), [content.head])
  const known = offset + pageBytes <= head.length || head.length >= content.byteLength
  const [asked, setAsked] = useState<{ readonly offset: number; readonly piece: Piece } | null>(null)
  useEffect(() => {
    if (known) return
    let current = true
    void consoleClient.invoke('keys.bytes', { key: keyRef, offset, length: pageBytes }).then((reply) => {
      if (!current) return
      const piece: Piece = !reply.ok
        ? { state: 'failed', failure: reply.failure }
        : reply.value.base64 === null
          ? { state: 'changed' }
          : { state: 'ready', bytes: bytesOf(reply.value.base64) }
      setAsked({ offset, piece })
    })
    return () => {
      current = false
    }
  }, [keyRef, known, offset])
  if (known) return { state: 'ready', bytes: head.subarray(offset, offset + pageBytes) }
  return asked?.offset === offset ? asked.piece : { state: 'reading' }
}
