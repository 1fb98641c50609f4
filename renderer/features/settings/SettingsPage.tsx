import { Plus } from 'lucide-react'
import { goTo, useAddress } from '../../connection/address.ts'
import { selectProfileList, useProfiles } from '../../connection/profiles-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { ConnectionsTab } from './ConnectionsTab.tsx'
import { PreferencesTab } from './PreferencesTab.tsx'
import { ProvidersTab } from './ProvidersTab.tsx'
import { ScheduleTab } from './ScheduleTab.tsx'

const tabs = ['connections', 'preferences', 'providers', 'schedule'] as const
type Tab = (typeof tabs)[number]

/** Where the console is connected and how it behaves. */
export function SettingsPage() {
  const { t, formats } = useWords()
  const profiles = useProfiles(selectProfileList)
  const { path } = useAddress()
  const tab = tabs.find((candidate) => candidate === path[1]) ?? 'connections'
  return (
    <Page
      title={t('settings.title')}
      summary={t('settings.summary', { n: profiles.length })}
      actions={
        tab === 'connections' &&
        path[2] === undefined && (
          <Button icon={Plus} onClick={() => goTo('/settings/connections/new')}>
            {t('connections.new')}
          </Button>
        )
      }
    >
      <Tabs<Tab>
        label={t('settings.sections')}
        value={tab}
        onValue={(value) => goTo(`/settings/${value}`)}
        tabs={tabs.map((value) => ({
          value,
          label: t(`settings.tab.${value}`),
          ...(value === 'connections' ? { count: formats.integer(profiles.length) } : {}),
        }))}
      >
        {tab === 'connections' && <ConnectionsTab editing={path[2] ?? null} />}
        {tab === 'preferences' && <PreferencesTab />}
        {tab === 'providers' && <ProvidersTab />}
        {tab === 'schedule' && <ScheduleTab />}
      </Tabs>
    </Page>
  )
}
