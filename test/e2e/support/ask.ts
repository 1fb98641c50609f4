import type { Page } from '@playwright/test'
import type { Result } from '../../../shared/util/result.ts'

/** Sends a request as any script in the page could: past the screens, through the bridge. */
export function ask(page: Page, method: string, input: unknown): Promise<Result<unknown>> {
  return page.evaluate(
    ([name, given]) => {
      const bridge = window.providerCacheConsole
      if (!bridge) throw new Error('the bridge is not exposed')
      return bridge.invoke(name as string, given)
    },
    [method, input] as const,
  )
}

/** The value of an answer. @throws Error with the failure's code */
export function answered<T>(answer: Result<unknown>): T {
  if (!answer.ok) throw new Error(`${answer.failure.code}: ${answer.failure.message}`)
  return answer.value as T // the table of requests says which
}

export function codeOf(answer: Result<unknown>): string {
  return answer.ok ? 'done' : answer.failure.code
}
