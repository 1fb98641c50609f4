import type { Handlers } from '../../../shared/contract/methods.ts'
import { AppError } from '../../core/app-error.ts'
import type { HandlerContext } from './handler-context.ts'

export const recoveryHandlers = ({ core: { recovery } }: HandlerContext) => {
  let verifying: AbortController | null = null
  return {
    'operations.unfinished': () => recovery.list(),
    'operations.verify': async ({ operationId }) => {
      verifying?.abort(new AppError('cancelled', 'another check was asked for'))
      const mine = new AbortController()
      verifying = mine
      return recovery.verify(operationId, mine.signal)
    },
    'operations.close': async ({ operationId }) => {
      await recovery.close(operationId)
      return {}
    },
  } satisfies Partial<Handlers>
}
