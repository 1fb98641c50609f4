import { dailyTtlHours, runIntervalHours } from '../../connection/provider-state.ts'
import { useWords } from '../../i18n/words.ts'
import './freshness-bullet.css'

/** The scale ends here; older values fill it. */
const scaleHours = 36
const percent = (hours: number) => `${(Math.min(hours, scaleHours) / scaleHours) * 100}%`

/** Age of a daily value against the run interval (thin mark) and its lifetime (thick mark). */
export function FreshnessBullet({ ageSeconds }: { readonly ageSeconds: number }) {
  const { t, formats } = useWords()
  const hours = ageSeconds / 3_600
  const late = hours > dailyTtlHours
  return (
    <span
      className="bullet"
      role="img"
      aria-label={t('overview.freshnessBar', { age: formats.duration(ageSeconds * 1_000) })}
    >
      <span className="bullet__late" style={{ left: percent(dailyTtlHours) }} />
      <span
        className={late ? 'bullet__value bullet__value--late' : 'bullet__value'}
        style={{ width: percent(hours) }}
      />
      <span className="bullet__run" style={{ left: percent(runIntervalHours) }} />
      <span className="bullet__ttl" style={{ left: percent(dailyTtlHours) }} />
    </span>
  )
}

/** The scale for the head of the column. */
export function FreshnessScale() {
  const { t, formats } = useWords()
  return (
    <span className="bullet-scale" aria-hidden="true">
      <span style={{ left: 0 }}>{formats.integer(0)}</span>
      <span style={{ left: percent(12) }}>{formats.integer(12)}</span>
      <span style={{ left: percent(runIntervalHours) }}>{formats.integer(runIntervalHours)}</span>
      <span className="bullet-scale__end">{t('overview.hours', { n: scaleHours })}</span>
    </span>
  )
}
