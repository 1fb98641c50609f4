import { Download, FileDown, Trash2 } from 'lucide-react'
import type { FreshnessReport } from '../../../shared/contract/freshness.ts'
import type { NamespaceStats, StatsReport } from '../../../shared/contract/stats.ts'
import type { ShownNamespace } from '../../connection/namespaces.ts'
import { requestFetch, requestInvalidation } from '../../connection/requested-flow.ts'
import { useWords } from '../../i18n/words.ts'
import { type Load, latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Figure, FigureStrip } from '../../ui/Figure.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { Loading, SkeletonBlock, SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { DaysPanel } from './DaysPanel.tsx'
import type { DayChoice } from './day-rows.ts'
import { FamiliesPanel } from './FamiliesPanel.tsx'
import { SourceLine } from './SourceLine.tsx'
import { TtlPanel } from './TtlPanel.tsx'

export interface NamespaceDetailProps {
  readonly namespace: ShownNamespace
  readonly report: StatsReport | null
  /** Whether a count runs now. */
  readonly counting: boolean
  readonly stale: boolean
  readonly freshness: Load<FreshnessReport>
  readonly days: DayChoice
  readonly onDays: (days: DayChoice) => void
  /** Why the act cannot be done; null where it can. */
  readonly notFetchable: string | null
  readonly notRemovable: string | null
  readonly notExportable: string | null
  readonly onExport: () => void
  readonly onCancelCount: () => void
}

/** One namespace: its figures, its families, when its keys die, which days it holds, and where they come from. */
export function NamespaceDetail(props: NamespaceDetailProps) {
  const { namespace, report, counting, freshness, days, onDays, notFetchable, notRemovable } = props
  const { notExportable, onExport } = props
  const { t, formats } = useWords()
  const { id, provider, mark, label } = namespace
  const stats = report?.namespaces.find((row) => row.namespace === id) ?? null
  const fetchReason = notFetchable ?? (provider && !provider.enabled ? t('providers.disabledFetch') : null)
  return (
    <>
      <header className="providers__head">
        <ProviderMark mark={mark} letter={id.charAt(0)} size={14} />
        <h2 className="providers__name">{id}</h2>
        {label !== id && <span className="text-2">{label}</span>}
        <div className="providers__actions">
          {provider ? (
            <Button icon={Download} hint="F" reason={fetchReason} onClick={() => requestFetch({ providers: [id] })}>
              {t('providers.fetch')}
            </Button>
          ) : (
            <span className="text-3 small">{t('providers.unifiedNoFetch')}</span>
          )}
          <Button icon={FileDown} reason={notExportable} onClick={onExport}>
            {t('export.act')}
          </Button>
          <Button icon={Trash2} hint="I" reason={notRemovable} onClick={() => requestInvalidation({ namespace: id })}>
            {t('providers.invalidate')}
          </Button>
        </div>
      </header>
      <Figures {...props} stats={stats} />
      <SourceLine provider={provider} />
      {report && !report.complete && !counting && (
        <p className="providers__note">
          <StatusWord shape="incomplete" tone="warning">
            {t('providers.partial', {
              seen: formats.integer(report.keys),
              expected: formats.integer(report.expectedKeys),
            })}
          </StatusWord>
        </p>
      )}
      {stats ? (
        <>
          <FamiliesPanel stats={stats} exact={report?.exact ?? false} notRemovable={notRemovable} />
          <TtlPanel stats={stats} />
        </>
      ) : counting ? (
        <Loading
          skeleton={
            <>
              <SkeletonRows rows={3} />
              <SkeletonBlock height={160} />
            </>
          }
          progress={t('providers.reading')}
          onCancel={props.onCancelCount}
        />
      ) : (
        <EmptyState>{t('providers.uncounted')}</EmptyState>
      )}
      {provider && (
        <DaysPanel provider={id} freshness={freshness} days={days} onDays={onDays} notFetchable={fetchReason} />
      )}
    </>
  )
}

function Figures({
  namespace,
  freshness,
  stale,
  stats,
}: NamespaceDetailProps & { readonly stats: NamespaceStats | null }) {
  const { t, formats } = useWords()
  const fresh = latest(freshness)?.providers.find(({ provider }) => provider === namespace.id) ?? null
  const bytes = stats?.bytes == null ? null : formats.bytesParts(stats.bytes)
  const unread = t('reason.notAsked')
  return (
    <FigureStrip label={namespace.id}>
      <Figure
        label={t('providers.fact.keys')}
        value={stats ? formats.integer(stats.keys) : null}
        reason={unread}
        stale={stale}
      />
      <Figure
        label={t('providers.fact.memory')}
        value={bytes?.figure ?? null}
        {...(bytes ? { unit: bytes.unit } : {})}
        reason={stats ? t('reason.serverSilent') : unread}
        stale={stale}
      />
      <Figure
        label={t('providers.fact.lastDay')}
        value={fresh?.lastDay ? formats.day(fresh.lastDay) : null}
        reason={namespace.provider ? (fresh ? t('providers.day.absentToday') : unread) : t('common.notApplicable')}
        stale={stale}
      />
      <Figure
        label={t('providers.fact.age')}
        value={fresh?.ageSeconds == null ? null : formats.duration(fresh.ageSeconds * 1000)}
        reason={namespace.provider ? t('common.unknown') : t('common.notApplicable')}
        stale={stale}
      />
    </FigureStrip>
  )
}
