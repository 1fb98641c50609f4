import type { Handlers } from '../../../shared/contract/methods.ts'
import { AppError } from '../../core/app-error.ts'
import type { HandlerContext } from './handler-context.ts'

export const policyHandlers = ({ core, publish }: HandlerContext) => {
  let walk: AbortController | null = null
  return {
    'policy.report': async () => {
      walk?.abort(new AppError('cancelled', 'another look was asked for'))
      const mine = new AbortController()
      walk = mine
      try {
        return await core.policyReport(mine.signal, (progress) =>
          publish({ name: 'policy.walking', payload: progress }),
        )
      } finally {
        if (walk === mine) walk = null
      }
    },
    'policy.cancel': async () => {
      walk?.abort(new AppError('cancelled', 'stopped by the operator'))
      return {}
    },
  } satisfies Partial<Handlers>
}
