import type { ReactNode } from 'react'
import type { DotItemDotProps } from 'recharts'

/**
 * A point without a neighbour has no line through it: it is drawn as a dot, the others are not.
 * @param points - as given to the chart; a missing or null value is a gap
 */
export function lonelyDot<Field extends string>(
  points: readonly { readonly [field in Field]?: number | null }[],
  field: Field,
): (props: DotItemDotProps) => ReactNode {
  const has = (index: number) => points[index]?.[field] != null
  return function LonelyDot({ cx, cy, index, key }) {
    const lonely = has(index) && !has(index - 1) && !has(index + 1)
    return lonely ? <circle key={key} cx={cx} cy={cy} r={2} fill="var(--mark)" /> : <g key={key} />
  }
}
