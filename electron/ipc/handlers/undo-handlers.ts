import type { Handlers } from '../../../shared/contract/methods.ts'
import { AppError } from '../../core/app-error.ts'
import type { HandlerContext } from './handler-context.ts'
import { importQuestion } from './import-question.ts'
import { retargetQuestion } from './retarget-question.ts'

export const undoHandlers = ({ core, publish, process: own, confirmNatively }: HandlerContext) => {
  const { undo, connections } = core
  let previewing: AbortController | null = null

  return {
    'undo.list': () => undo.list(),
    'undo.preview': async ({ bundle }) => {
      previewing?.abort(new AppError('cancelled', 'another preview was asked for'))
      const mine = new AbortController()
      previewing = mine
      try {
        return await undo.preview(bundle, mine.signal, (progress) =>
          publish({ name: 'undo.previewing', payload: progress }),
        )
      } finally {
        if (previewing === mine) previewing = null
      }
    },
    'undo.cancelPreview': async () => {
      previewing?.abort(new AppError('cancelled', 'stopped by the operator'))
      return {}
    },
    'undo.run': async (request) => {
      const { name, target } = connections.current()
      // What comes back to its own server overwrites nothing. What goes elsewhere is asked for outside the page's reach.
      const { confirmation: namespace } = request
      if (target.environment === 'production' && (request.retarget === name || namespace !== undefined)) {
        const settings = await core.settings.read()
        const language = settings.language === 'system' ? own.locale : settings.language
        const question =
          namespace === undefined
            ? retargetQuestion(request.bundle, name, language)
            : importQuestion(namespace, name, language)
        if (!(await confirmNatively(question))) throw new AppError('not_confirmed', 'the system dialog was cancelled')
      }
      const result = await undo.run({ ...request, attended: true }, (progress) =>
        publish({ name: 'undo.progressed', payload: progress }),
      )
      publish({ name: 'keyspace.changed', payload: { namespace: result.target.namespace } })
      return result
    },
    'undo.resume': async ({ operationId }) => {
      undo.resume(operationId)
      return {}
    },
    'undo.stop': async ({ operationId }) => {
      undo.stop(operationId)
      return {}
    },
  } satisfies Partial<Handlers>
}
