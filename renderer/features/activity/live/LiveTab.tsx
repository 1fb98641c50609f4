import { useEffect, useState } from 'react'
import type { LiveStatus } from '../../../../shared/contract/live.ts'
import { selectConnected, useConnection } from '../../../connection/connection-store.ts'
import { selectIsOn, useLive } from '../../../connection/live-store.ts'
import { useNow } from '../../../connection/use-now.ts'
import { useWords, type Words } from '../../../i18n/words.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { StatusWord, type StatusWordProps } from '../../../ui/StatusWord.tsx'
import { EventList } from './EventList.tsx'
import { EventRatePanel } from './EventRatePanel.tsx'
import { LeftoverNotice } from './LeftoverNotice.tsx'
import './live.css'
import { useLiveFeed } from './live-feed-store.ts'
import { SwitchOnDialog } from './SwitchOnDialog.tsx'

/** What changes now: the switch of the live counters, the rate of events, the last of them. */
export function LiveTab() {
  const words = useWords()
  const { t } = words
  const connected = useConnection(selectConnected)
  const { status, busy, failure, switchOff } = useLive()
  const isOn = useLive(selectIsOn)
  const refresh = useLiveFeed((state) => state.refresh)
  const [asking, setAsking] = useState(false)
  const second = useNow(1_000)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a second, so that a list can be read
  useEffect(() => {
    if (isOn) void refresh()
  }, [isOn, refresh, second])

  const notConnected = connected ? null : t('reason.notConnected')
  return (
    <div className="live">
      {status && status.leftover.length > 0 && <LeftoverNotice leftover={status.leftover} />}
      <section className="live__switch" aria-label={t('live.counters')}>
        {status && <Standing words={words} status={status} />}
        {isOn ? (
          <Button onClick={() => void switchOff()} reason={busy ? t('live.busy') : null}>
            {t(status && status.changed.length > 0 ? 'live.offAndRestore' : 'live.off')}
          </Button>
        ) : (
          <Button onClick={() => setAsking(true)} reason={notConnected}>
            {t('live.on')}
          </Button>
        )}
      </section>
      {failure && failure.code !== 'cancelled' && <FailureNotice failure={failure} on={t('live.counters')} />}
      {status?.phase === 'failed' && status.failure && connected && (
        <FailureNotice failure={status.failure} on={t('live.listening')} />
      )}
      {isOn ? (
        <>
          <EventRatePanel />
          <EventList />
        </>
      ) : (
        <EmptyState>{t('live.empty')}</EmptyState>
      )}
      {asking && <SwitchOnDialog onClose={() => setAsking(false)} />}
    </div>
  )
}

const shapes: Readonly<Record<LiveStatus['phase'], Pick<StatusWordProps, 'shape' | 'tone'>>> = {
  off: { shape: 'stopped', tone: 'quiet' },
  counting: { shape: 'running', tone: 'info' },
  live: { shape: 'ok', tone: 'ok' },
  failed: { shape: 'warning', tone: 'warning' },
}

function Standing({ words, status }: { readonly words: Words; readonly status: LiveStatus }) {
  const { t } = words
  const { phase, reason } = status
  return (
    <div className="live__standing">
      <StatusWord {...shapes[phase]}>{t(`live.phase.${phase}`)}</StatusWord>
      <p className="text-2">
        {standingText(words, status)}
        {reason && ` ${t(`live.reason.${reason}`)}`}
      </p>
    </div>
  )
}

function standingText({ t, formats }: Words, status: LiveStatus): string {
  const { phase, since, checkedAt, walked, expected, eventsPerSecond } = status
  switch (phase) {
    case 'off':
      return t('live.offText')
    case 'counting':
      return t('live.countingText', { walked, expected: Math.max(walked, expected) })
    case 'live':
      return t('live.liveText', {
        since: formats.clock(since ?? 0),
        checked: formats.clock(checkedAt ?? 0),
        rate: eventsPerSecond,
      })
    case 'failed':
      return t('live.failedText')
  }
}
