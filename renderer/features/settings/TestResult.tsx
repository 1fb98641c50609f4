import type { Capability, ConnectionTest } from '../../../shared/contract/connection.ts'
import { useWords } from '../../i18n/words.ts'
import type { Load } from '../../lib/load.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** What a test found: who answered, how fast, and what this user may not run. */
export function TestResult({ test }: { readonly test: Load<ConnectionTest> }) {
  const { t, formats } = useWords()
  switch (test.phase) {
    case 'idle':
      return null
    case 'loading':
      return (
        <p role="status" className="text-2">
          {t('editor.testing')}
        </p>
      )
    case 'failed':
      return <FailureNotice failure={test.failure} />
    case 'ready': {
      const { identity, keys, roundTripMs, capabilities } = test.value
      return (
        <div role="status" className="editor__test">
          <StatusWord shape="ok" tone="ok">
            {t('editor.testOk', {
              product: identity.product,
              version: identity.version,
              role: t(`connection.role.${identity.role}`),
              keys,
              ms: formats.duration(roundTripMs),
            })}
          </StatusWord>
          <Rights capabilities={capabilities} />
        </div>
      )
    }
  }
}

function Rights({ capabilities }: { readonly capabilities: readonly Capability[] }) {
  const { t } = useWords()
  const denied = capabilities.filter(({ allowed }) => allowed !== true)
  if (denied.length === 0) return <p className="text-2">{t('editor.allAllowed', { n: capabilities.length })}</p>
  return (
    <>
      <p className="text-2">{t('editor.someDenied', { n: denied.length, total: capabilities.length })}</p>
      <DataTable
        caption={t('editor.capabilities')}
        edge="none"
        rows={denied}
        rowKey={({ command, feature }) => `${command} ${feature}`}
        columns={[
          {
            id: 'command',
            header: t('editor.capability.command'),
            rowHeader: true,
            render: ({ command }) => <span className="mono">{command.toUpperCase()}</span>,
          },
          { id: 'feature', header: t('editor.capability.feature'), render: ({ feature }) => t(`feature.${feature}`) },
          {
            id: 'allowed',
            header: t('editor.capability.allowed'),
            render: ({ allowed }) =>
              allowed === null ? (
                <StatusWord shape="info" tone="quiet">
                  {t('common.unknown')}
                </StatusWord>
              ) : (
                <StatusWord shape="stopped" tone="warning">
                  {t('editor.capability.no')}
                </StatusWord>
              ),
          },
        ]}
      />
    </>
  )
}
