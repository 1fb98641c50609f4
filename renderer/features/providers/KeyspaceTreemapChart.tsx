import { ResponsiveContainer, Treemap, type TreemapNode } from 'recharts'
import { texturePattern } from '../../ui/texture.tsx'
import type { KeyspaceArea } from './keyspace-areas.ts'

export interface KeyspaceTreemapChartProps {
  readonly areas: readonly KeyspaceArea[]
  readonly colourOf: (namespace: string) => string
}

const height = 208
/** Below this a name would be cut: the table has it. */
const labelled = { width: 72, height: 20 }

/** The whole keyspace as areas: a hue for each namespace, a texture for each of its families. */
export function KeyspaceTreemapChart({ areas, colourOf }: KeyspaceTreemapChartProps) {
  const namespaces = [...new Set(areas.map(({ namespace }) => namespace))]
  const data = namespaces.map((name) => ({
    name,
    children: areas
      .filter(({ namespace }) => namespace === name)
      .map(({ family, bytes }) => ({ name: family, id: idOf(name, family), size: bytes })),
  }))
  return (
    <>
      <svg width="0" height="0" className="providers__patterns" aria-hidden="true">
        <defs>
          {areas.map(({ namespace, family, texture }) =>
            texturePattern(idOf(namespace, family), texture, colourOf(namespace)),
          )}
        </defs>
      </svg>
      <ResponsiveContainer width="100%" height={height}>
        <Treemap data={data} dataKey="size" nameKey="name" isAnimationActive={false} content={area} />
      </ResponsiveContainer>
    </>
  )
}

const idOf = (namespace: string, family: string) => `area-${namespace}-${family}`

function area({ depth, x, y, width, height: tall, name, id }: TreemapNode) {
  if (depth !== 2) return <g />
  return (
    <g>
      <rect x={x} y={y} width={width} height={tall} fill={`url(#${String(id)})`} stroke="var(--surface-canvas)" />
      {width >= labelled.width && tall >= labelled.height && (
        <text x={x + 6} y={y + 15} className="providers__area-name">
          {name}
        </text>
      )}
    </g>
  )
}
