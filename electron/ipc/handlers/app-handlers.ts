import type { Handlers } from '../../../shared/contract/methods.ts'
import { httpsHost } from '../../../shared/util/https-link.ts'
import { AppError } from '../../core/app-error.ts'
import type { HandlerContext } from './handler-context.ts'
import { linkQuestion } from './link-question.ts'

export const appHandlers = ({ core, process: own, confirmNatively, openExternal, readHost }: HandlerContext) =>
  ({
    'app.describe': async () => ({
      ...own,
      node: process.versions.node,
      platform: process.platform,
      systemZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      secretStore: core.vault.backend,
      dataFolder: core.dataFolder,
    }),
    'app.openLink': async ({ url }) => {
      const host = httpsHost(url)
      if (host === null) throw new AppError('bad_input', 'no https link to a plain host')
      const { language } = await core.settings.read()
      const question = linkQuestion(host, readHost(host), url, language === 'system' ? own.locale : language)
      const opened = await confirmNatively(question)
      if (opened) await openExternal(url)
      return { opened }
    },
  }) satisfies Partial<Handlers>
