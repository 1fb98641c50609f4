import type { Handlers } from '../../../shared/contract/methods.ts'
import type { HandlerContext } from './handler-context.ts'

export const connectionHandlers = ({ core, chooseFile }: HandlerContext) => {
  const { connections } = core
  return {
    'profiles.list': () => connections.listProfiles(),
    'profiles.save': (draft) => connections.saveProfile(draft),
    'profiles.remove': async ({ id }) => {
      await connections.removeProfile(id)
      return {}
    },
    'connection.status': async () => connections.status(),
    'connection.test': (draft) => connections.test(draft),
    'connection.open': async ({ profileId, password, sentinelPassword }) => {
      const status = await connections.open(profileId, password, sentinelPassword)
      await core.settings.update({ lastProfileId: profileId })
      core.afterOpen()
      return status
    },
    'connection.chooseFile': async () => ({ path: await chooseFile() }),
    'connection.close': () => connections.close(),
  } satisfies Partial<Handlers>
}
