import { type TestContext, test } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    /** What was measured, as `npm test` prints it beside the item of the acceptance battery. */
    figure?: string
  }
}

/** Tells the figure that a test of an acceptance item measured. */
export function tellFigure({ task }: Pick<TestContext, 'task'>, figure: string): void {
  task.meta.figure = figure
}

/** Names a part of an item that no test here runs, so that its line says so. */
export function notRun(item: string, reason: string): void {
  // oxlint-disable-next-line vitest/no-disabled-tests -- said in the report, with its reason
  test.skip(`${item}: not run: ${reason}`, () => undefined)
}
