import { test } from '@playwright/test'

/** Tells the figure that the running test measured: it is printed beside its name. */
export function tellFigure(figure: string): void {
  test.info().annotations.push({ type: 'figure', description: figure })
}
