import type { UnfinishedOperation } from '../../../shared/contract/operations.ts'
import { targetText } from '../../../shared/keys/target-text.ts'
import { requestRecovery } from '../../connection/requested-flow.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Page.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** Operations whose console ended on the way, each with its choices. Nothing of that: no panel. */
export function LeftOperations({ operations }: { readonly operations: readonly UnfinishedOperation[] }) {
  const { t, formats } = useWords()
  if (operations.length === 0) return null
  return (
    <Panel flush title={t('recovery.panel')} note={t('recovery.detail')}>
      <DataTable
        caption={t('recovery.panel')}
        rows={operations}
        rowKey={({ operationId }) => operationId}
        columns={[
          {
            id: 'what',
            header: t('recovery.panel.what'),
            rowHeader: true,
            render: ({ kind, target }) => (
              <StatusWord shape="incomplete" tone="error">
                {t(`recovery.what.${kind}`, { target: targetText(target) })}
              </StatusWord>
            ),
          },
          {
            id: 'when',
            header: t('recovery.panel.when'),
            width: '292px',
            render: ({ startedAt, who }) => t('recovery.fact.whenText', { at: formats.instant(startedAt), who }),
          },
          {
            id: 'where',
            header: t('recovery.panel.where'),
            width: '184px',
            wideOnly: true,
            render: ({ connection }) => connection,
          },
          {
            id: 'keys',
            header: t('recovery.panel.keys'),
            align: 'end',
            width: '112px',
            render: ({ keys }) => formats.integer(keys),
          },
          {
            id: 'act',
            header: t('recovery.panel.act'),
            align: 'end',
            width: '136px',
            render: ({ operationId }) => (
              <Button size="small" onClick={() => requestRecovery(operationId)}>
                {t('recovery.decide')}
              </Button>
            ),
          },
        ]}
      />
    </Panel>
  )
}
