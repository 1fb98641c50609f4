import type { Handlers } from '../../../shared/contract/methods.ts'
import { sendsKeyEvents } from '../../../shared/keys/key-events.ts'
import { AppError } from '../../core/app-error.ts'
import type { HandlerContext } from './handler-context.ts'
import { liveQuestion } from './live-question.ts'

export const liveHandlers = ({ core, process: own, confirmNatively }: HandlerContext) => {
  const { live, connections } = core
  return {
    'live.status': async () => live.status(),
    'live.preview': () => live.preview(),
    'live.start': async ({ seen }) => {
      const { name, target } = connections.current()
      const changed = seen.filter(({ value }) => !sendsKeyEvents(value))
      // As with a removal: in production the page alone cannot confirm a change of the server.
      if (target.environment === 'production' && changed.length > 0) {
        const settings = await core.settings.read()
        const language = settings.language === 'system' ? own.locale : settings.language
        if (!(await confirmNatively(liveQuestion(changed.length, name, language)))) {
          throw new AppError('cancelled', 'the system dialog was cancelled')
        }
      }
      return live.start(seen)
    },
    'live.stop': () => live.stop(),
    'live.settleLeftover': ({ how }) => live.settleLeftover(how),
    'live.feed': async ({ namespace, limit }) => live.feed(namespace, limit),
  } satisfies Partial<Handlers>
}
