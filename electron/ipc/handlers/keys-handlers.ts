import type { Handlers } from '../../../shared/contract/methods.ts'
import type { HandlerContext } from './handler-context.ts'

export const keysHandlers = ({ core: { keys } }: HandlerContext) =>
  ({
    'keys.list': ({ scope, search }) => keys.list(scope, search),
    'keys.page': ({ listing, page }) => keys.page(listing, page),
    'keys.walk': ({ listing, until }) => keys.walk(listing, until),
    'keys.sort': ({ listing }) => keys.sort(listing),
    'keys.open': ({ key }) => keys.open(key),
    'keys.rows': ({ key, type, from }) => keys.rows(key, type, from),
    'keys.bytes': async ({ key, offset, length }) => ({ base64: await keys.bytes(key, offset, length) }),
    'keys.name': ({ key, offset }) => keys.name(key, offset),
  }) satisfies Partial<Handlers>
