import type { Handlers } from '../../../shared/contract/methods.ts'
import { localIsoText } from '../../../shared/time/cache-day.ts'
import type { HandlerContext } from './handler-context.ts'

/** A bundle's file names end so. */
const extension = 'pcb'

export const transferHandlers = ({ core, publish, process: own, savePath, chooseFile }: HandlerContext) => {
  async function title() {
    const settings = await core.settings.read()
    const language = settings.language === 'system' ? own.locale : settings.language
    return titles[language.startsWith('pt') ? 'pt-BR' : 'en']
  }

  return {
    'transfer.export': async ({ target: asked }) => {
      const what =
        asked.scope === 'keys'
          ? ({ scope: 'keys', keys: asked.keys.map((key) => core.keys.resolve(key)) } as const)
          : asked
      const target = await core.exports.vet(what)
      const second = localIsoText(core.system.clock()).slice(0, 19).replace(/[:T]/g, '-')
      const name = `${target.namespace ?? 'keys'}-${second}.${extension}`
      const path = await savePath({ title: await title(), name, extension })
      if (path === null) return null
      return core.exports.run({ what, path }, (progress) => publish({ name: 'transfer.exporting', payload: progress }))
    },
    'transfer.stop': async () => {
      core.exports.stop()
      return {}
    },
    'undo.openFile': async () => {
      const path = await chooseFile()
      return path === null ? null : core.undo.openFile(path)
    },
  } satisfies Partial<Handlers>
}

const titles = {
  en: 'Export keys',
  'pt-BR': 'Exportar chaves',
} as const
