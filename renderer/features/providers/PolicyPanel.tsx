import { ScanSearch, Square } from 'lucide-react'
import { useEffect } from 'react'
import type { PolicyReport } from '../../../shared/contract/policy.ts'
import { selectConnected, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { FindingsTable } from './FindingsTable.tsx'
import { usePolicy } from './policy-store.ts'
import { StraysTable } from './StraysTable.tsx'

/** Which keys break the lifetimes of their families, and which belong to none; each rule with its repair. */
export function PolicyPanel() {
  const { t } = useWords()
  const { report, outdated, look, cancel, start } = usePolicy()
  const connected = useConnection(selectConnected)
  useEffect(() => start(), [start])
  const known = latest(report)
  return (
    <>
      <header className="providers__head">
        <h2 className="providers__name">{t('policy.title')}</h2>
        <span className="text-2">{t('policy.lead')}</span>
        <div className="providers__actions">
          {report.phase === 'loading' ? (
            <Button icon={Square} onClick={() => void cancel()}>
              {t('policy.stop')}
            </Button>
          ) : (
            <Button icon={ScanSearch} reason={connected ? null : t('reason.notConnected')} onClick={() => void look()}>
              {t(known ? 'policy.again' : 'policy.look')}
            </Button>
          )}
        </div>
      </header>
      {report.phase === 'loading' && <Walking />}
      {report.phase === 'failed' &&
        (report.failure.code === 'cancelled' ? (
          <p className="providers__note">
            <StatusWord shape="stopped" tone="quiet">
              {t('policy.stopped')}
            </StatusWord>
          </p>
        ) : (
          <FailureNotice failure={report.failure} onRetry={() => void look()} />
        ))}
      {known ? (
        <Report report={known} stale={outdated || !connected} />
      ) : (
        report.phase === 'idle' && <p className="providers__note text-2">{t('policy.never')}</p>
      )}
    </>
  )
}

function Report({ report, stale }: { readonly report: PolicyReport; readonly stale: boolean }) {
  const { t, formats } = useWords()
  return (
    <>
      <Panel
        flush
        title={t('policy.findings')}
        note={
          <>
            {t('policy.walked', { keys: formats.integer(report.walked), at: formats.clock(report.at) })}
            {!report.complete && ` ${t('policy.incomplete')}`}
            {stale && ` ${t('policy.outdated')}`}
          </>
        }
      >
        <FindingsTable report={report} />
      </Panel>
      <Panel flush title={t('policy.strays')} note={t('policy.straysNote')}>
        <StraysTable report={report} />
      </Panel>
    </>
  )
}

function Walking() {
  const { t, formats } = useWords()
  const walk = usePolicy((state) => state.walk)
  const share = walk === null || walk.expectedKeys === 0 ? null : Math.min(1, walk.walked / walk.expectedKeys)
  return (
    <div className="providers__note" role="status">
      <p>
        {walk === null
          ? t('policy.walking')
          : t('policy.walkedOf', {
              walked: formats.integer(walk.walked),
              expected: formats.integer(walk.expectedKeys),
              found: formats.integer(walk.found),
            })}
      </p>
      <Progress label={t('policy.walking')} share={share} />
    </div>
  )
}
