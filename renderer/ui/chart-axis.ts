/** How the labels of an axis look. */
export const axisTick = { fontSize: 11, fill: 'var(--text-3)' } as const

/** The common part of a value axis from zero: as wide in every chart, so that charts below each other line up. */
export const valueAxis = (ticks: readonly number[]) =>
  ({
    width: 48,
    ticks: [...ticks],
    domain: [0, ticks.at(-1) ?? 1],
    tickLine: false,
    axisLine: false,
    tick: axisTick,
  }) satisfies object
