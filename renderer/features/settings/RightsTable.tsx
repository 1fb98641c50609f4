import type { Capability } from '../../../shared/contract/connection.ts'
import { useWords } from '../../i18n/words.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { type CommandRight, commandRights } from './command-rights.ts'

interface RightsTableProps {
  readonly capabilities: readonly Capability[]
  /** Only what is not plainly allowed. */
  readonly onlyLacking?: boolean
  readonly edge?: 'none'
}

/** What this user may run on this server, command by command, and what each is for. */
export function RightsTable({ capabilities, onlyLacking = false, edge }: RightsTableProps) {
  const { t } = useWords()
  const rights = commandRights(capabilities)
  return (
    <DataTable
      caption={t('editor.capabilities')}
      {...(edge ? { edge } : {})}
      rows={onlyLacking ? rights.filter(({ state }) => state !== 'allowed') : rights}
      rowKey={({ command }) => command}
      columns={[
        {
          id: 'command',
          header: t('editor.capability.command'),
          rowHeader: true,
          render: ({ command }) => <span className="mono">{command}</span>,
        },
        {
          id: 'feature',
          header: t('editor.capability.feature'),
          render: ({ features }) => features.map((feature) => t(`feature.${feature}`)).join(', '),
        },
        {
          id: 'allowed',
          header: t('editor.capability.allowed'),
          width: '176px',
          render: (right) => <State {...right} />,
        },
      ]}
    />
  )
}

function State({ state }: CommandRight) {
  const { t } = useWords()
  switch (state) {
    case 'allowed':
      return (
        <StatusWord shape="ok" tone="ok">
          {t('editor.capability.yes')}
        </StatusWord>
      )
    case 'denied':
      return (
        <StatusWord shape="stopped" tone="warning">
          {t('editor.capability.no')}
        </StatusWord>
      )
    case 'missing':
      return (
        <StatusWord shape="info" tone="quiet">
          {t('editor.capability.missing')}
        </StatusWord>
      )
    case 'unknown':
      return (
        <StatusWord shape="info" tone="quiet">
          {t('common.unknown')}
        </StatusWord>
      )
  }
}
