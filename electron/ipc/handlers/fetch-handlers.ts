import type { Handlers } from '../../../shared/contract/methods.ts'
import { AppError } from '../../core/app-error.ts'
import { asideQuestion } from './aside-question.ts'
import type { HandlerContext } from './handler-context.ts'

export const fetchHandlers = ({ core, publish, process: own, confirmNatively }: HandlerContext) => {
  const { fetches, asides, connections, settings } = core
  return {
    'fetch.start': (request) => fetches.start(request),
    'fetch.cancel': async ({ runId, provider }) => {
      fetches.cancel(runId, provider)
      return {}
    },
    'fetch.runs': ({ limit }) => fetches.runs(limit),
    'fetch.asides': () => asides.list(),
    'fetch.commitAside': async ({ confirmation, ...ref }) => {
      const { name, target } = connections.current()
      // As for a removal: in production the system asks once more, outside the page's reach. What would be refused
      // anyway is not asked about.
      if (target.environment === 'production' && !target.readOnly && confirmation === ref.provider) {
        const { language } = await settings.read()
        const question = asideQuestion(ref, name, language === 'system' ? own.locale : language)
        if (!(await confirmNatively(question))) throw new AppError('not_confirmed', 'the system dialog was cancelled')
      }
      const committed = await asides.commit(ref, confirmation)
      publish({ name: 'keyspace.changed', payload: { namespace: ref.provider } })
      return committed
    },
    'fetch.discardAside': async (ref) => {
      await asides.discard(ref)
      return {}
    },
  } satisfies Partial<Handlers>
}
