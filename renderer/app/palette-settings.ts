import { Gauge, Radio, Scale, Settings2 } from 'lucide-react'
import { goTo } from '../connection/address.ts'
import { useConfiguration } from '../features/server/configuration-store.ts'
import type { Words } from '../i18n/words.ts'
import { latest } from '../lib/load.ts'
import type { PaletteEntry } from './palette-entry.ts'

const tabs = ['preferences', 'providers', 'schedule'] as const

/** Parts of screens that have an address of their own, and the server's parameters with what they are set to. */
export function settingEntries(words: Words): PaletteEntry[] {
  const { t } = words
  const entry = { group: 'settings' as const, consequence: t('palette.goTo') }
  return [
    ...tabs.map((tab) => ({
      ...entry,
      id: `settings:${tab}`,
      icon: Settings2,
      title: t('palette.partOf', { screen: t('settings.title'), part: t(`settings.tab.${tab}`) }),
      choose: () => goTo(`/settings/${tab}`),
    })),
    {
      ...entry,
      id: 'policies',
      icon: Scale,
      title: t('palette.partOf', { screen: t('app.screen.providers'), part: t('policy.title') }),
      choose: () => goTo('/providers/policies'),
    },
    {
      ...entry,
      id: 'live',
      icon: Radio,
      title: t('palette.partOf', { screen: t('app.screen.activity'), part: t('activity.tab.live') }),
      choose: () => goTo('/activity?tab=live'),
    },
    ...parameterEntries(words),
  ]
}

function parameterEntries({ t }: Words): PaletteEntry[] {
  const rows = latest(useConfiguration.getState().report)?.rows ?? []
  return rows.map(({ name, values, recommended, state }) => {
    const has = [...new Set(values.map(({ value }) => value))].join(', ')
    return {
      id: `parameter:${name}`,
      group: 'settings',
      icon: Gauge,
      title: name,
      consequence: has === '' ? t('palette.parameter.unknown') : t('palette.parameter', { has, recommended, state }),
      choose: () => goTo('/server/configuration'),
    }
  })
}
