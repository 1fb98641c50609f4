import type { Handlers } from '../../../shared/contract/methods.ts'
import { createLatestRun } from '../../core/latest-run.ts'
import type { HandlerContext } from './handler-context.ts'

export const compareHandlers = ({ core, publish }: HandlerContext) => {
  const latest = createLatestRun()
  return {
    'compare.run': (request) =>
      latest.run((signal) =>
        core.compare({ ...request, providers: core.providers.known(request.providers) }, signal, (progress) =>
          publish({ name: 'compare.progressed', payload: progress }),
        ),
      ),
    'compare.cancel': async () => {
      latest.cancel()
      return {}
    },
  } satisfies Partial<Handlers>
}
