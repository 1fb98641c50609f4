import type { Capability, ConnectionTest } from '../../../shared/contract/connection.ts'
import { useWords } from '../../i18n/words.ts'
import type { Load } from '../../lib/load.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { commandRights } from './command-rights.ts'
import { RightsTable } from './RightsTable.tsx'

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
  const rights = commandRights(capabilities)
  const lacking = rights.filter(({ state }) => state !== 'allowed').length
  if (lacking === 0) return <p className="text-2">{t('editor.allAllowed', { n: rights.length })}</p>
  return (
    <>
      <p className="text-2">{t('editor.someDenied', { n: lacking, total: rights.length })}</p>
      <RightsTable capabilities={capabilities} onlyLacking edge="none" />
    </>
  )
}
