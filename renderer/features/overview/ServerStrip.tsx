import { useMemo } from 'react'
import type { ServerFacts } from '../../../shared/contract/server.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Figure, FigureStrip } from '../../ui/Figure.tsx'
import { ServerTrend } from './ServerTrend.tsx'
import { selectServerFacts, useServerFacts } from './server-store.ts'
import { useServerTrend } from './server-trend-store.ts'
import { serverTrends, type TrendName } from './server-trends.ts'

/** INFO in six figures, with their last hour; what the server does not say is a dash with its reason. */
export function ServerStrip({ stale }: { readonly stale: boolean }) {
  const words = useWords()
  const { t, formats } = words
  const facts = latest(useServerFacts(selectServerFacts))
  const reason = t(facts ? 'reason.serverSilent' : 'reason.notAsked')
  const runId = useConnection((state) => selectShownConnection(state)?.identity.runId ?? '')
  const kept = useServerTrend((state) => state.samples)
  const trends = useMemo(() => serverTrends(kept, facts && { ...facts, runId }), [kept, facts, runId])
  const trend = (name: TrendName, format: (value: number) => string) =>
    facts && <ServerTrend name={t(`overview.server.${name}`)} points={trends[name]} to={facts.at} format={format} />
  const integer = (value: number | null | undefined) =>
    value === null || value === undefined ? null : formats.integer(value)
  const memory = facts?.usedMemoryBytes ?? null
  const uptime = facts?.uptimeSeconds ?? null
  return (
    <FigureStrip label={t('overview.server')}>
      <Figure
        label={t('overview.server.memory')}
        value={memory === null ? null : formats.bytesParts(memory).figure}
        unit={memory === null ? '' : `${formats.bytesParts(memory).unit} ${limitOf(words, facts)}`}
        note={memoryNote(words, facts)}
        trend={trend('memory', (value) => formats.bytes(value))}
        reason={reason}
        stale={stale}
      />
      <Figure
        label={t('overview.server.hits')}
        value={facts?.hitRatio === null || facts === null ? null : formats.share(facts.hitRatio)}
        note={hitsNote(words, facts)}
        trend={trend('hits', (value) => formats.share(value))}
        reason={facts?.hits === 0 && facts.misses === 0 ? t('overview.server.noLookups') : reason}
        stale={stale}
      />
      <Figure
        label={t('overview.server.evictions')}
        value={integer(facts?.evictedKeys)}
        note={
          facts?.expiredKeys != null ? t('overview.server.expired', { n: formats.integer(facts.expiredKeys) }) : null
        }
        reason={reason}
        stale={stale}
      />
      <Figure
        label={t('overview.server.commands')}
        value={integer(facts?.opsPerSecond)}
        unit={t('overview.server.perSecond')}
        trend={trend('commands', (value) => `${formats.integer(value)} ${t('overview.server.perSecond')}`)}
        note={uptime === null ? null : t('overview.server.uptime', { uptime: formats.duration(uptime * 1_000) })}
        reason={reason}
        stale={stale}
      />
      <Figure
        label={t('overview.server.clients')}
        value={integer(facts?.connectedClients)}
        unit={
          facts?.maxClients == null ? '' : t('overview.server.clientsOf', { max: formats.integer(facts.maxClients) })
        }
        trend={trend('clients', (value) => formats.integer(value))}
        reason={reason}
        stale={stale}
      />
      <Figure
        label={t('overview.server.persistence')}
        value={facts?.persistence ? rdbWords(words, facts.persistence) : null}
        note={facts?.persistence ? persistenceNote(words, facts.persistence) : null}
        reason={facts?.persistence?.rdbLastSaveAt != null ? t('overview.server.rdbUnknown') : reason}
        stale={stale}
      />
    </FigureStrip>
  )
}

function limitOf({ t, formats }: Words, facts: ServerFacts | null): string {
  const max = facts?.maxMemoryBytes ?? null
  if (max === null) return ''
  return max === 0 ? '' : t('overview.server.memoryOf', { max: formats.bytes(max) })
}

function memoryNote({ t, formats }: Words, facts: ServerFacts | null): string | null {
  if (!facts) return null
  const { usedMemoryBytes: used, maxMemoryBytes: max, maxMemoryPolicy: policy } = facts
  if (max === null) return t('overview.server.limitUnknown')
  if (max === 0) return t('overview.server.noLimit')
  if (used === null) return policy === null ? null : t('overview.server.policy', { policy })
  return t('overview.server.memoryShare', { share: formats.share(used / max), policy: policy ?? '' })
}

function hitsNote({ t, formats }: Words, facts: ServerFacts | null): string | null {
  if (facts?.hits == null || facts.misses == null || facts.hitRatio === null) return null
  return t('overview.server.hitsNote', { hits: formats.compact(facts.hits), misses: formats.compact(facts.misses) })
}

type Persistence = NonNullable<ServerFacts['persistence']>

function rdbWords({ t, formats }: Words, { rdbLastSaveAt, rdbSaved, rdbLastStatus }: Persistence): string | null {
  if (rdbLastStatus !== null && rdbLastStatus !== 'ok') return t('overview.server.rdbFailed')
  if (rdbSaved === false) return t('overview.server.rdbNever')
  if (rdbLastSaveAt === null || rdbSaved === null) return null
  return t('overview.server.rdb', { at: formats.shortInstant(rdbLastSaveAt) })
}

function persistenceNote({ t }: Words, facts: Persistence): string {
  const { aofEnabled, aofLastStatus, rdbChangesSinceSave, rdbSaved } = facts
  const since = rdbSaved === false ? [t('overview.server.sinceStart')] : []
  const aofFailed = aofEnabled === true && aofLastStatus !== null && aofLastStatus !== 'ok'
  const aof =
    aofEnabled === null
      ? []
      : [t(aofFailed ? 'overview.server.aofFailed' : aofEnabled ? 'overview.server.aofOn' : 'overview.server.aofOff')]
  const changes = rdbChangesSinceSave === null ? [] : [t('overview.server.changes', { n: rdbChangesSinceSave })]
  return [...since, ...aof, ...changes].join(', ')
}
