import type { EmbeddingFacts } from '../../../shared/contract/keys.ts'
import { useWords } from '../../i18n/words.ts'
import { StatusWord } from '../../ui/StatusWord.tsx'

const steps = 5
const cell = 8

/** A vector looked at: its figures, the spread of its numbers, and each of them as a cell. */
export function EmbeddingView({ embedding }: { readonly embedding: EmbeddingFacts }) {
  const { t, formats } = useWords()
  const { dimensions, saidDimensions, model, preview, norm, min, max, mean, histogram } = embedding
  const number = (value: number) => formats.decimal(value, 3)
  const range = { min: number(min), max: number(max) }
  const facts = [
    [t('browse.vector.dimensions'), formats.integer(dimensions)],
    [t('browse.vector.norm'), number(norm)],
    [t('browse.vector.range'), t('browse.vector.from', range)],
    [t('browse.vector.mean'), number(mean)],
  ] as const
  const most = Math.max(1, ...histogram)
  return (
    <div className="keys__vector">
      {saidDimensions !== null && saidDimensions !== dimensions && (
        <StatusWord shape="warning" tone="warning">
          {t('browse.vector.mismatch', { said: formats.integer(saidDimensions), found: formats.integer(dimensions) })}
        </StatusWord>
      )}
      <dl className="keys__facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {model !== null && (
          <div className="keys__fact-wide">
            <dt>{t('browse.vector.model')}</dt>
            <dd className="mono">{model}</dd>
          </div>
        )}
        {preview !== null && (
          <div className="keys__fact-wide">
            <dt>{t('browse.vector.text')}</dt>
            <dd>{preview}</dd>
          </div>
        )}
      </dl>
      <h3 className="keys__subtitle">{t('browse.vector.spread')}</h3>
      <div className="keys__histogram" role="img" aria-label={t('browse.vector.spreadWords', range)}>
        {histogram.map((count, bin) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
          <span key={bin} style={{ height: `${(count / most) * 100}%` }} />
        ))}
      </div>
      <p className="keys__axis">
        <span>{range.min}</span>
        <span>{range.max}</span>
      </p>
      <h3 className="keys__subtitle">{t('browse.vector.picture')}</h3>
      <Picture embedding={embedding} />
      <p className="keys__axis">
        <span>{t('browse.vector.legend', range)}</span>
      </p>
    </div>
  )
}

function Picture({ embedding: { values, min, max } }: { readonly embedding: EmbeddingFacts }) {
  const { t, formats } = useWords()
  const columns = values.length <= 512 ? 48 : 64
  const rows = Math.ceil(values.length / columns)
  return (
    <svg
      className="keys__picture"
      viewBox={`0 0 ${columns * cell} ${rows * cell}`}
      role="img"
      aria-label={t('browse.vector.pictureWords', { shown: formats.integer(values.length) })}
    >
      {pathsOf(values, min, max, columns).map((path, step) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path is its step of the scale
        <path key={step} d={path} fill={`var(--heat-${step + 1})`} />
      ))}
    </svg>
  )
}

/** One path for each step of the scale: some thousand cells are five elements. */
function pathsOf(values: readonly number[], min: number, max: number, columns: number): readonly string[] {
  const paths = Array.from({ length: steps }, () => '')
  values.forEach((value, at) => {
    const share = max === min ? 0 : (value - min) / (max - min)
    const step = Math.min(steps - 1, Math.floor(share * steps))
    const [x, y] = [(at % columns) * cell, Math.floor(at / columns) * cell]
    paths[step] += `M${x} ${y}h${cell - 1}v${cell - 1}h${1 - cell}z`
  })
  return paths
}
