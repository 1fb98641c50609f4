import type { Handlers } from '../../../shared/contract/methods.ts'
import type { HandlerContext } from './handler-context.ts'

export const fetchHandlers = ({ core: { fetches } }: HandlerContext) =>
  ({
    'fetch.start': (request) => fetches.start(request),
    'fetch.cancel': async ({ runId, provider }) => {
      fetches.cancel(runId, provider)
      return {}
    },
    'fetch.runs': ({ limit }) => fetches.runs(limit),
  }) satisfies Partial<Handlers>
