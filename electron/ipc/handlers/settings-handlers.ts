import type { Handlers } from '../../../shared/contract/methods.ts'
import { AppError } from '../../core/app-error.ts'
import type { HandlerContext } from './handler-context.ts'

export const settingsHandlers = ({ core, publish }: HandlerContext) =>
  ({
    'settings.read': () => core.settings.read(),
    'settings.update': async (patch) => {
      const settings = await core.settings.update(patch)
      publish({ name: 'settings.changed', payload: settings })
      return settings
    },
    'providers.list': () => core.providers.list(),
    'providers.setKey': async ({ provider, key }) => {
      if (!core.providers.ids.includes(provider)) {
        throw new AppError('unknown_namespace', `no provider ${provider}`, { params: { namespace: provider } })
      }
      await core.vault.write(`provider:${provider}`, key)
      return {}
    },
  }) satisfies Partial<Handlers>
