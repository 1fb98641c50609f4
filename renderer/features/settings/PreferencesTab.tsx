import type { AppFacts } from '../../../shared/contract/app.ts'
import type { Settings } from '../../../shared/contract/settings.ts'
import { selectFacts, selectSettings, useSettings } from '../../connection/settings-store.ts'
import { useWords } from '../../i18n/words.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Field, Select, Switch } from '../../ui/Field.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { DayZoneField } from './DayZoneField.tsx'
import { ShortcutFields } from './ShortcutFields.tsx'
import './settings.css'

/** How the console looks and reads; every change acts at once. */
export function PreferencesTab() {
  const { t } = useWords()
  const settings = useSettings(selectSettings)
  const facts = useSettings(selectFacts)
  const failure = useSettings((state) => state.failure)
  return (
    <>
      {failure && <FailureNotice failure={failure} on={t('settings.saveFailed')} />}
      {settings ? <Preferences settings={settings} /> : <Loading skeleton={<SkeletonRows rows={6} />} />}
      {facts && <About facts={facts} />}
    </>
  )
}

const languages = ['system', 'pt-BR', 'en'] as const
const themes = ['system', 'dark', 'light'] as const
const densities = ['compact', 'comfortable'] as const
const zones = ['sao-paulo', 'utc'] as const
const intervals = [0, 10, 30, 60, 300] as const
const paces = ['fast', 'normal', 'gentle'] as const

function Preferences({ settings }: { readonly settings: Settings }) {
  const { t } = useWords()
  const { update } = useSettings.getState()
  return (
    <>
      <Panel title={t('preferences.look')}>
        <div className="preferences">
          <Choice
            label={t('preferences.language')}
            value={settings.language}
            options={languages.map((value) => ({ value, label: t(`preferences.language.${value}`) }))}
            onValue={(language) => void update({ language })}
          />
          <Choice
            label={t('preferences.theme')}
            value={settings.theme}
            options={themes.map((value) => ({ value, label: t(`preferences.theme.${value}`) }))}
            onValue={(theme) => void update({ theme })}
          />
          <Choice
            label={t('preferences.density')}
            value={settings.density}
            options={densities.map((value) => ({ value, label: t(`preferences.density.${value}`) }))}
            onValue={(density) => void update({ density })}
          />
          <Choice
            label={t('preferences.zone')}
            help={t('preferences.zoneHelp')}
            value={settings.zone}
            options={zones.map((value) => ({ value, label: t(`preferences.zone.${value}`) }))}
            onValue={(zone) => void update({ zone })}
          />
        </div>
      </Panel>
      <Panel title={t('preferences.reading')}>
        <div className="preferences">
          <div className="preferences__select">
            <Field label={t('preferences.refresh')} help={t('preferences.refreshHelp')}>
              {(ids) => (
                <Select
                  {...ids}
                  value={String(settings.refreshSeconds)}
                  options={intervals.map((value) => ({
                    value: String(value),
                    label: t(`preferences.refresh.${value}`),
                  }))}
                  onValue={(text) => {
                    const refreshSeconds = intervals.find((value) => String(value) === text)
                    if (refreshSeconds !== undefined) void update({ refreshSeconds })
                  }}
                />
              )}
            </Field>
          </div>
          <Choice
            label={t('preferences.pace')}
            help={t('preferences.paceHelp')}
            value={settings.pace}
            options={paces.map((value) => ({ value, label: t(`preferences.pace.${value}`) }))}
            onValue={(pace) => void update({ pace })}
          />
          <Switch
            label={t('preferences.splitPasses')}
            help={t('preferences.splitPassesHelp')}
            checked={settings.splitPasses}
            onChecked={(splitPasses) => void update({ splitPasses })}
          />
        </div>
      </Panel>
      <Panel title={t('preferences.days')}>
        <div className="preferences">
          <DayZoneField key={settings.dayZone} zone={settings.dayZone} onSave={(dayZone) => void update({ dayZone })} />
        </div>
      </Panel>
      <Panel title={t('preferences.keyboard')}>
        <Switch
          label={t('preferences.singleKeys')}
          help={t('preferences.singleKeysHelp')}
          checked={settings.singleKeys}
          onChecked={(singleKeys) => void update({ singleKeys })}
        />
        {settings.singleKeys && <ShortcutFields shortcuts={settings.shortcuts} />}
      </Panel>
    </>
  )
}

interface ChoiceProps<V extends string> {
  readonly label: string
  readonly help?: string
  readonly value: V
  readonly options: readonly { readonly value: V; readonly label: string }[]
  readonly onValue: (value: V) => void
}

function Choice<V extends string>({ label, help, value, options, onValue }: ChoiceProps<V>) {
  return (
    <div className="field">
      <span className="field__label">{label}</span>
      <Segmented label={label} value={value} options={options} onValue={onValue} />
      {help && <p className="field__help">{help}</p>}
    </div>
  )
}

function About({ facts }: { readonly facts: AppFacts }) {
  const { t } = useWords()
  const rows: readonly (readonly [string, string])[] = [
    [t('about.version'), facts.version],
    [t('about.electron'), facts.electron],
    [t('about.chromium'), facts.chromium],
    [t('about.node'), facts.node],
    [t('about.platform'), facts.platform],
    [t('about.systemZone'), facts.systemZone],
    [t('about.secretStore'), t(`about.secretStore.${facts.secretStore}`)],
    [t('about.dataFolder'), facts.dataFolder],
  ]
  return (
    <Panel title={t('preferences.about')}>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name} className="facts__row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
