import type { Handlers } from '../../../shared/contract/methods.ts'
import { AppError } from '../../core/app-error.ts'
import { changeQuestion, rewriteQuestion } from './configuration-question.ts'
import type { HandlerContext, NativeQuestion } from './handler-context.ts'

export const serverHandlers = ({ core, process: own, confirmNatively }: HandlerContext) => {
  const { configuration, connections } = core

  /** In production the page alone cannot confirm: the system asks once more, outside the page's reach. */
  async function confirmInProduction(ask: (connection: string, language: string) => NativeQuestion): Promise<void> {
    const { name, target } = connections.current()
    if (target.environment !== 'production') return
    const settings = await core.settings.read()
    const language = settings.language === 'system' ? own.locale : settings.language
    if (!(await confirmNatively(ask(name, language))))
      throw new AppError('not_confirmed', 'the system dialog was cancelled')
  }

  return {
    'server.facts': () => core.facts(),
    'server.report': () => core.serverReport(),
    'server.configuration': () => configuration.report(),
    'server.previewSetting': ({ name, value }) => configuration.preview(name, value),
    'server.applySetting': async ({ token, confirmation }) => {
      const change = configuration.describe(token)
      // What no valid token stands for is not asked about: the service refuses it.
      if (change) await confirmInProduction((connection, language) => changeQuestion(change, connection, language))
      return configuration.apply(token, confirmation)
    },
    'server.rewriteFile': async ({ confirmation }) => {
      await confirmInProduction(rewriteQuestion)
      return configuration.rewrite(confirmation)
    },
  } satisfies Partial<Handlers>
}
