import type { Handlers } from '../../../shared/contract/methods.ts'
import type { HandlerContext } from './handler-context.ts'

export const appHandlers = ({ core, process: own }: HandlerContext) =>
  ({
    'app.describe': async () => ({
      ...own,
      node: process.versions.node,
      platform: process.platform,
      systemZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      secretStore: core.vault.backend,
      dataFolder: core.dataFolder,
    }),
  }) satisfies Partial<Handlers>
