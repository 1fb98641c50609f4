import type { Handlers } from '../../../shared/contract/methods.ts'
import { AppError } from '../../core/app-error.ts'
import type { HandlerContext } from './handler-context.ts'
import { invalidationQuestion } from './invalidation-question.ts'

export const invalidationHandlers = ({ core, publish, process: own, confirmNatively }: HandlerContext) => {
  const { invalidation, connections, keys } = core
  let previewing: AbortController | null = null

  return {
    'invalidation.preview': async (target) => {
      previewing?.abort(new AppError('cancelled', 'another preview was asked for'))
      const mine = new AbortController()
      previewing = mine
      try {
        return await invalidation.preview(target, mine.signal, (progress) =>
          publish({ name: 'invalidation.previewing', payload: progress }),
        )
      } finally {
        if (previewing === mine) previewing = null
      }
    },
    'invalidation.previewKeys': async (input) => invalidation.previewKeys(input.keys.map((key) => keys.resolve(key))),
    'invalidation.cancelPreview': async () => {
      previewing?.abort(new AppError('cancelled', 'stopped by the operator'))
      return {}
    },
    'invalidation.keys': ({ previewId, offset, limit }) => invalidation.keys(previewId, offset, limit),
    'invalidation.run': async (request) => {
      const { name, target } = connections.current()
      const subject = invalidation.describe(request.token)
      // In production the page alone cannot confirm: the system asks once more, outside the page's reach. What no valid
      // token stands for is not asked about: the run refuses it.
      if (target.environment === 'production' && subject !== null) {
        const settings = await core.settings.read()
        const language = settings.language === 'system' ? own.locale : settings.language
        const question = invalidationQuestion(subject, name, language)
        if (!(await confirmNatively(question))) throw new AppError('not_confirmed', 'the system dialog was cancelled')
      }
      const result = await invalidation.run({ ...request, attended: true }, (progress) =>
        publish({ name: 'invalidation.progressed', payload: progress }),
      )
      publish({ name: 'keyspace.changed', payload: { namespace: result.target.namespace } })
      return result
    },
    'invalidation.resume': async ({ operationId }) => {
      invalidation.resume(operationId)
      return {}
    },
    'invalidation.stop': async ({ operationId }) => {
      invalidation.stop(operationId)
      return {}
    },
  } satisfies Partial<Handlers>
}
