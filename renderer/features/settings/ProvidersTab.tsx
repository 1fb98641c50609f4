import { useState } from 'react'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { ProviderInfo } from '../../../shared/contract/provider.ts'
import type { ProviderSettings, Settings } from '../../../shared/contract/settings.ts'
import { unifiedNamespace } from '../../../shared/keys/key-families.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { selectProviders, useProviders } from '../../connection/providers-store.ts'
import { selectFacts, selectSettings, useSettings } from '../../connection/settings-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Field, Switch, TextInput } from '../../ui/Field.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { confirmToast } from '../../ui/Toast.tsx'
import { CoverageField } from './CoverageField.tsx'
import { GapField } from './GapField.tsx'
import { Lifetimes } from './Lifetimes.tsx'
import './settings.css'

/** Where each provider is asked, with which key, and what a daily fetch of it covers. */
export function ProvidersTab() {
  const load = useProviders(selectProviders)
  const settings = useSettings(selectSettings)
  const failure = useSettings((state) => state.failure)
  const providers = latest(load)
  return (
    <>
      {load.phase === 'failed' && (
        <FailureNotice failure={load.failure} onRetry={() => void useProviders.getState().refresh()} />
      )}
      {failure && <FailureNotice failure={failure} />}
      {providers && settings ? (
        <>
          {providers.map((provider) => (
            <ProviderForm key={`${provider.id} ${provider.baseUrl}`} provider={provider} settings={settings} />
          ))}
          <section className="provider-form" aria-label={unifiedNamespace}>
            <h2 className="provider-form__name">{unifiedNamespace}</h2>
            <div className="provider-form__fields">
              <Lifetimes namespace={unifiedNamespace} settings={settings} />
            </div>
          </section>
        </>
      ) : (
        <Loading skeleton={<SkeletonRows rows={3} />} />
      )}
    </>
  )
}

const untouched: ProviderSettings = { enabled: true, baseUrl: null, coverage: {} }

interface ProviderFormProps {
  readonly provider: ProviderInfo
  readonly settings: Settings
}

function ProviderForm({ provider, settings }: ProviderFormProps) {
  const { t } = useWords()
  const own = settings.providers[provider.id] ?? untouched
  const [url, setUrl] = useState(own.baseUrl ?? '')
  const given = url.trim() === '' ? null : url.trim()
  const change = (patch: Partial<ProviderSettings>) =>
    useSettings.getState().update({ providers: { ...settings.providers, [provider.id]: { ...own, ...patch } } })
  return (
    <section className="provider-form" aria-label={provider.id}>
      <h2 className="provider-form__name">
        <ProviderMark mark={provider.mark} letter={provider.id[0] ?? '?'} />
        {provider.id}
        <span className="text-2 provider-form__label">{provider.label}</span>
      </h2>
      <div className="provider-form__fields">
        <Switch
          label={t('providerSettings.enabled')}
          checked={own.enabled}
          onChecked={(enabled) => void change({ enabled })}
        />
        <form
          className="provider-form__line"
          onSubmit={(event) => {
            event.preventDefault()
            if (given === own.baseUrl) return
            void change({ baseUrl: given }).then(
              (saved) => saved && confirmToast(t('providerSettings.urlSaved', { provider: provider.id })),
            )
          }}
        >
          <Field
            label={t('providerSettings.baseUrl')}
            help={t('providerSettings.baseUrlHelp', { url: provider.defaultBaseUrl })}
          >
            {(ids) => <TextInput {...ids} mono value={url} placeholder={provider.defaultBaseUrl} onValue={setUrl} />}
          </Field>
          <Button type="submit" reason={given === own.baseUrl ? t('providerSettings.unchanged') : null}>
            {t('providerSettings.saveUrl')}
          </Button>
        </form>
        <ApiKey provider={provider} />
        <GapField
          leastMs={provider.leastGapMs}
          chosenMs={own.gapMs ?? null}
          onSave={(gapMs) =>
            void change({ gapMs: gapMs ?? undefined }).then(
              (saved) => saved && confirmToast(t('providerSettings.gap.saved', { provider: provider.id })),
            )
          }
        />
        {Object.entries(provider.coverageDefaults).map(([name, wide]) => (
          <CoverageField
            key={name}
            name={name}
            wide={wide}
            chosen={own.coverage[name] ?? []}
            onSave={(codes) => {
              const { [name]: _former, ...others } = own.coverage
              const coverage = codes.length === 0 ? others : { ...others, [name]: [...codes] }
              void change({ coverage }).then(
                (saved) => saved && confirmToast(t('providerSettings.coverage.saved', { provider: provider.id })),
              )
            }}
          />
        ))}
        <Lifetimes namespace={provider.id} settings={settings} />
      </div>
    </section>
  )
}

function ApiKey({ provider }: { readonly provider: ProviderInfo }) {
  const { t } = useWords()
  const canStore = useSettings(selectFacts)?.secretStore === 'system'
  const [key, setKey] = useState('')
  const [failure, setFailure] = useState<Failure | null>(null)
  if (provider.apiKey === 'none') return null
  const given = key.trim()
  const missing = given === '' ? t('providerSettings.keyEmpty') : null
  const reason = canStore ? missing : t('providerSettings.noVault')
  const store = async () => {
    const reply = await consoleClient.invoke('providers.setKey', { provider: provider.id, key: given })
    if (!reply.ok) {
      setFailure(reply.failure)
      return
    }
    setFailure(null)
    setKey('')
    confirmToast(t('providerSettings.keySaved', { provider: provider.id }))
    await useProviders.getState().refresh()
  }
  return (
    <form
      className="provider-form__line"
      onSubmit={(event) => {
        event.preventDefault()
        if (reason === null) void store()
      }}
    >
      <Field
        label={t('providerSettings.newKey')}
        help={
          <>
            {provider.apiKey === 'set' ? (
              <StatusWord shape="ok" tone="quiet">
                {`${t('providerSettings.apiKey')}: ${t('providerSettings.key.set')}`}
              </StatusWord>
            ) : (
              <StatusWord shape="warning" tone="warning">
                {t('providerSettings.key.missing')}
              </StatusWord>
            )}{' '}
            {t('providerSettings.newKeyHelp')}
          </>
        }
      >
        {(ids) => <TextInput {...ids} type="password" value={key} onValue={setKey} />}
      </Field>
      <Button type="submit" reason={reason}>
        {t('providerSettings.saveKey')}
      </Button>
      {failure && <FailureNotice failure={failure} />}
    </form>
  )
}
