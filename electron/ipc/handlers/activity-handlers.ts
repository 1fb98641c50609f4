import type { Handlers } from '../../../shared/contract/methods.ts'
import type { HandlerContext } from './handler-context.ts'

export const activityHandlers = ({ core: { journal } }: HandlerContext) =>
  ({
    'activity.journal': ({ limit }) => journal.read(limit),
    'activity.verify': () => journal.verify(),
  }) satisfies Partial<Handlers>
