import type { ServerReport } from '../../../shared/contract/server-report.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { Figure, FigureStrip } from '../../ui/Figure.tsx'
import { silenceText } from './silence-text.ts'

/** The server in seven figures; what it does not say is a dash with its reason. */
export function ServerFigures({ report, stale }: { readonly report: ServerReport; readonly stale: boolean }) {
  const words = useWords()
  const { t, formats } = words
  const { facts, memory } = report
  const unknown = report.silences.find(({ command }) => command === 'INFO')
  const reason = unknown ? silenceText(words, unknown) : t('reason.serverSilent')
  const integer = (value: number | null) => (value === null ? null : formats.integer(value))
  const used = memory?.usedBytes ?? null
  return (
    <FigureStrip label={t('server.figures')}>
      <Figure
        label={t('server.memory')}
        value={used === null ? null : formats.bytesParts(used).figure}
        unit={used === null ? '' : `${formats.bytesParts(used).unit} ${limitText(words, report)}`}
        note={memoryNote(words, report)}
        reason={reason}
        stale={stale}
      />
      <Figure
        label={t('server.fragmentation')}
        value={memory?.fragmentation == null ? null : formats.decimal(memory.fragmentation, 2)}
        note={overheadNote(words, report)}
        reason={reason}
        stale={stale}
      />
      <Figure
        label={t('server.ping')}
        value={report.ping?.p50Ms == null ? null : millis(words, report.ping.p50Ms)}
        unit={t('server.ping.unit')}
        note={pingNote(words, report)}
        reason={t('server.ping.none')}
        stale={stale}
      />
      <Figure
        label={t('server.hits')}
        value={facts.hitRatio === null ? null : formats.share(facts.hitRatio)}
        note={
          facts.hits === null || facts.misses === null
            ? null
            : t('server.hits.note', { hits: formats.compact(facts.hits), misses: formats.compact(facts.misses) })
        }
        reason={facts.hits === 0 && facts.misses === 0 ? t('server.hits.none') : reason}
        stale={stale}
      />
      <Figure
        label={t('server.evictions')}
        value={integer(facts.evictedKeys)}
        note={facts.expiredKeys === null ? null : t('server.expired', { n: formats.integer(facts.expiredKeys) })}
        reason={reason}
        stale={stale}
      />
      <Figure
        label={t('server.clients')}
        value={integer(facts.connectedClients)}
        unit={facts.maxClients === null ? '' : t('server.of', { max: formats.integer(facts.maxClients) })}
        reason={reason}
        stale={stale}
      />
      <Figure
        label={t('server.commandRate')}
        value={integer(facts.opsPerSecond)}
        unit={t('server.perSecond')}
        note={
          facts.uptimeSeconds === null
            ? null
            : t('server.uptime', { uptime: formats.duration(facts.uptimeSeconds * 1_000) })
        }
        reason={reason}
        stale={stale}
      />
    </FigureStrip>
  )
}

/** Milliseconds with the digits that matter: a loopback answers within a tenth of one. */
export const millis = ({ formats }: Words, ms: number): string => formats.decimal(ms, ms >= 100 ? 0 : ms >= 10 ? 1 : 2)

function limitText({ t, formats }: Words, { memory }: ServerReport): string {
  return memory?.limitBytes ? t('server.of', { max: formats.bytes(memory.limitBytes) }) : ''
}

function memoryNote({ t, formats }: Words, { memory, facts }: ServerReport): string | null {
  if (memory === null) return null
  const { usedBytes, limitBytes, peakBytes } = memory
  const peak = peakBytes === null ? [] : [t('server.memory.peak', { peak: formats.bytes(peakBytes) })]
  const limit =
    limitBytes === null
      ? t('server.memory.limitUnknown')
      : limitBytes === 0
        ? t('server.memory.noLimit')
        : `${usedBytes === null ? '' : `${formats.share(usedBytes / limitBytes)}, `}${facts.maxMemoryPolicy ?? ''}`
  return [limit, ...peak].join('; ')
}

function overheadNote({ t, formats }: Words, { memory }: ServerReport): string | null {
  if (memory?.overheadBytes == null) return null
  return t('server.memory.overhead', { overhead: formats.bytes(memory.overheadBytes) })
}

function pingNote(words: Words, { ping }: ServerReport): string | null {
  if (ping?.p95Ms == null || ping.p99Ms == null) return null
  return words.t('server.ping.note', {
    p95: millis(words, ping.p95Ms),
    p99: millis(words, ping.p99Ms),
    n: words.formats.integer(ping.samples),
  })
}
