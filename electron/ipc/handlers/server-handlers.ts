import type { Handlers } from '../../../shared/contract/methods.ts'
import type { HandlerContext } from './handler-context.ts'

export const serverHandlers = ({ core }: HandlerContext) =>
  ({
    'server.facts': () => core.facts(),
    'server.report': () => core.serverReport(),
  }) satisfies Partial<Handlers>
