import type { Handlers } from '../../../shared/contract/methods.ts'
import { localIsoText } from '../../../shared/time/cache-day.ts'
import { exportText } from '../../core/procurements/export-procurements.ts'
import type { HandlerContext } from './handler-context.ts'

export const procurementHandlers = ({ core, process: own, saveAs }: HandlerContext) =>
  ({
    'procurements.page': async ({ page, ...query }) => core.procurements.page(query, page),
    'procurements.open': async ({ set, index }) => core.procurements.open(set, index),
    'procurements.export': async ({ format, ...query }) => {
      const procurements = core.procurements.all(query)
      const settings = await core.settings.read()
      const language = settings.language === 'system' ? own.locale : settings.language
      const second = localIsoText(core.system.clock()).slice(0, 19).replace(/[:T]/g, '-')
      const file = await saveAs({
        title: titles[language.startsWith('pt') ? 'pt-BR' : 'en'],
        name: `procurements-${second}.${format}`,
        extension: format,
        text: exportText(procurements, format),
      })
      return { file, procurements: procurements.length }
    },
  }) satisfies Partial<Handlers>

const titles = { en: 'Export procurements', 'pt-BR': 'Exportar licitações' } as const
