/**
 * @param least - smallest step, e.g. 1 for what is counted
 * @returns about `steps` + 1 round ticks from 0 that reach `top`, their step 1, 2 or 5 times a power of ten
 */
export function niceTicks(top: number, least = 0, steps = 4): readonly number[] {
  if (top <= 0) return [0, 1]
  const rough = Math.max(top / steps, least)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  return Array.from({ length: Math.ceil(top / step) + 1 }, (_, index) => index * step)
}
