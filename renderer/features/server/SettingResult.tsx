import type { ConfigOutcome, ConfigResult } from '../../../shared/contract/server-config.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { useWords } from '../../i18n/words.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** What every node has now, as it was read back, and that a restart forgets it. */
export function SettingResult({ result }: { readonly result: ConfigResult }) {
  const { t, language } = useWords()
  const { ended, nodes, to } = result
  const looks = { done: 'ok', partial: 'warning', unknown: 'error' } as const
  const stateOf = ({ failure, now }: ConfigOutcome) =>
    failure ? failureWords(failure, language).what : now === null ? t('server.setting.notReached') : ''
  return (
    <div className="setting">
      <StatusWord shape={looks[ended]} tone={looks[ended]}>
        {t(`server.setting.ended.${ended}`, { to: to || '""' })}
      </StatusWord>
      <DataTable
        edge="none"
        caption={t('server.setting.readBack')}
        rows={nodes}
        rowKey={({ node }) => node}
        columns={[
          {
            id: 'node',
            header: t('server.column.node'),
            rowHeader: true,
            render: ({ node }) => <span className="mono">{node}</span>,
          },
          {
            id: 'from',
            header: t('server.setting.was'),
            render: ({ from }) => <span className="mono">{from ?? '–'}</span>,
          },
          {
            id: 'now',
            header: t('server.setting.readBack'),
            render: ({ now }) => <span className="mono">{now ?? '–'}</span>,
          },
          ...(nodes.every((outcome) => stateOf(outcome) === '')
            ? []
            : [{ id: 'why', header: t('server.column.state'), render: (outcome: ConfigOutcome) => stateOf(outcome) }]),
        ]}
      />
      <StatusWord shape="info" tone="quiet">
        {t('server.setting.notPersisted')}
      </StatusWord>
      <p className="text-2">{t('server.setting.kept')}</p>
    </div>
  )
}
