import { test as base } from '@playwright/test'
import { type LaunchedConsole, launchConsole } from './launch-console.ts'

/** One console for all specs of a worker that need no start of their own: to start one takes longer than most of them. */
export const test = base.extend<object, { readonly shell: LaunchedConsole }>({
  shell: [
    // Playwright reads from the pattern which fixtures this one needs: none.
    // biome-ignore lint/correctness/noEmptyPattern: see above
    async ({}, use) /* oxlint-disable-line no-empty-pattern -- see above */ => {
      const shell = await launchConsole()
      await use(shell)
      await shell.quit()
    },
    { scope: 'worker' },
  ],
})
