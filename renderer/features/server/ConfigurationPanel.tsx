import { FileCog } from 'lucide-react'
import { useState } from 'react'
import type { ConfigReport, ConfigRow } from '../../../shared/contract/server-config.ts'
import { useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import './configuration.css'
import { useConfiguration } from './configuration-store.ts'
import { useSetting } from './setting-store.ts'
import { reasonText } from './setting-words.ts'
import { silenceText } from './silence-text.ts'

type Shown = 'all' | 'differs'

/** The settings that count for this cache beside their recommendation, differences first. */
export function ConfigurationPanel({ report }: { readonly report: ConfigReport }) {
  const words = useWords()
  const { t } = words
  const [shown, setShown] = useState<Shown>('all')
  const notWritable = useWhyNotWritable('configure')
  const askRewrite = useConfiguration((state) => state.askRewrite)
  const differing = report.rows.filter(({ state }) => state === 'differs')
  const rest = report.rows.filter(({ state }) => state !== 'differs')
  const changeable = differing.filter((row) => row.changeable)
  const unsaved = report.rows.filter(({ persisted }) => persisted === false).length
  const rows = shown === 'differs' ? differing : [...differing, ...rest]
  return (
    <Panel
      flush
      title={t('server.config.title')}
      note={noteOf(words, report, differing.length, unsaved)}
      actions={
        report.silence === null && (
          <>
            <Segmented
              label={t('server.config.show')}
              value={shown}
              onValue={setShown}
              options={[
                { value: 'all', label: t('server.config.all', { n: report.rows.length }) },
                { value: 'differs', label: t('server.config.differing', { n: differing.length }) },
              ]}
            />
            {changeable.length > 0 && (
              <CopyButton label={t('server.config.copy')} text={changeable.map(commandOf).join('\n')} />
            )}
            <Button
              size="small"
              icon={FileCog}
              reason={notWritable ?? fileReason(words, report)}
              reasonShown="hidden"
              onClick={() => askRewrite(true)}
            >
              {t('server.config.rewrite')}
            </Button>
          </>
        )
      }
    >
      {report.silence ? (
        <EmptyState>{silenceText(words, report.silence)}</EmptyState>
      ) : rows.length === 0 ? (
        <EmptyState>{t('server.config.noneDiffers')}</EmptyState>
      ) : (
        <>
          <DataTable
            caption={t('server.config.title')}
            rows={rows}
            rowKey={({ name }) => name}
            columns={[
              { id: 'state', header: t('server.column.state'), width: '104px', render: (row) => <State row={row} /> },
              {
                id: 'name',
                header: t('server.column.parameter'),
                width: '232px',
                rowHeader: true,
                render: ({ name }) => <span className="mono">{name}</span>,
              },
              { id: 'now', header: t('server.column.current'), width: '144px', render: (row) => <Current row={row} /> },
              {
                id: 'recommended',
                header: t('server.column.recommended'),
                width: '216px',
                render: ({ recommended, state }) => (
                  <span className={`mono${state === 'differs' ? ' config-value config-value--new' : ' text-3'}`}>
                    {recommended}
                  </span>
                ),
              },
              {
                id: 'reason',
                header: t('server.column.reason'),
                render: (row) => (
                  <span className={row.state === 'differs' ? 'text-2' : 'text-3'} title={reasonText(words, row)}>
                    {t(`server.config.effect.${row.kind}`, { alternative: row.alternative ?? '' })}
                  </span>
                ),
              },
              {
                id: 'change',
                header: t('server.column.lastChange'),
                width: '160px',
                wideOnly: true,
                render: (row) => <LastChange row={row} />,
              },
              {
                id: 'act',
                header: <span className="visually-hidden">{t('server.column.act')}</span>,
                align: 'end',
                width: '112px',
                render: (row) => <Act row={row} notWritable={notWritable} />,
              },
            ]}
          />
          {notWritable && <p className="server__note">{t('server.config.locked', { reason: notWritable })}</p>}
        </>
      )}
    </Panel>
  )
}

function State({ row: { state } }: { readonly row: ConfigRow }) {
  const { t } = useWords()
  if (state === 'unknown')
    return (
      <StatusWord shape="empty" tone="quiet">
        {t('server.backup.unknown')}
      </StatusWord>
    )
  return (
    <StatusWord shape={state === 'differs' ? 'warning' : 'kept'} tone={state === 'differs' ? 'warning' : 'quiet'}>
      {t(`server.config.${state}`)}
    </StatusWord>
  )
}

/** One value, or each node's own where they differ. */
function Current({ row }: { readonly row: ConfigRow }) {
  const { t } = useWords()
  const distinct = [...new Set(row.values.map(({ value }) => value))]
  if (distinct.length === 0) return <Unknown reason={t('reason.serverSilent')} />
  const text = distinct.map((value) => (value === '' ? '""' : value)).join(' · ')
  const each = row.values.map(({ node, value }) => `${node}: ${value}`).join('\n')
  return (
    <span className={`mono${row.state === 'differs' ? ' config-value config-value--old' : ''}`} title={each}>
      {text}
    </span>
  )
}

function LastChange({ row: { lastChange, persisted } }: { readonly row: ConfigRow }) {
  const { t, formats } = useWords()
  if (lastChange === null) return <span className="text-3">{t('server.config.notByConsole')}</span>
  const { at, who, from } = lastChange
  const text = t('server.config.changed', { at: formats.shortInstant(at), who, from: from || '""' })
  return (
    <span title={`${text}${persisted === false ? `; ${t('server.config.notPersisted')}` : ''}`} className="text-2">
      {text}
    </span>
  )
}

/** Applies the recommendation, or puts the former value back where this console changed it. */
function Act({ row, notWritable }: { readonly row: ConfigRow; readonly notWritable: string | null }) {
  const { t } = useWords()
  const open = useSetting((state) => state.open)
  const { name, state, changeable, putBack, recommended } = row
  if (state === 'unknown') return null
  if (!changeable) return state === 'differs' ? <span className="text-3">{t('server.config.restart')}</span> : null
  const putsBack = state === 'equal' && putBack !== null
  return (
    <Button
      size="small"
      variant={state === 'differs' || putsBack ? 'secondary' : 'ghost'}
      reason={notWritable}
      reasonShown="hidden"
      aria-label={t(
        putsBack ? 'server.config.putBackOf' : state === 'differs' ? 'server.config.applyTo' : 'server.config.changeOf',
        { name },
      )}
      onClick={() => open(name, putsBack ? putBack : recommended)}
    >
      {t(putsBack ? 'server.config.putBack' : state === 'differs' ? 'server.config.apply' : 'server.config.change')}
    </Button>
  )
}

function noteOf({ t }: Words, { silence }: ConfigReport, differing: number, unsaved: number): string | null {
  if (silence) return null
  const differ = t('server.config.differences', { n: differing })
  return unsaved > 0 ? `${differ}; ${t('server.config.unsaved', { n: unsaved })}` : differ
}

function fileReason({ t }: Words, { file }: ConfigReport): string | null {
  if (file.state === 'known') return null
  return t(file.state === 'none' ? 'server.config.noFile' : 'server.config.fileUnknown')
}

const commandOf = ({ name, recommended }: ConfigRow) => `CONFIG SET ${name} "${recommended}"`
