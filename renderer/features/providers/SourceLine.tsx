import type { ProviderInfo } from '../../../shared/contract/provider.ts'
import { useWords } from '../../i18n/words.ts'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** Where a provider's answers come from, whether it needs a key and has one, and whether it is on. */
export function SourceLine({ provider }: { readonly provider: ProviderInfo | null }) {
  const { t } = useWords()
  if (provider === null) return <p className="providers__note text-2">{t('providers.source.unified')}</p>
  const { baseUrl, defaultBaseUrl, apiKey, enabled } = provider
  return (
    <dl className="providers__source">
      <div>
        <dt>{t('providers.fact.state')}</dt>
        <dd>
          <StatusWord shape={enabled ? 'ok' : 'stopped'} tone="quiet">
            {t(enabled ? 'providers.enabled' : 'providers.disabled')}
          </StatusWord>
        </dd>
      </div>
      <div className="providers__source-url">
        <dt>{t('providers.fact.baseUrl')}</dt>
        <dd>
          <span className="mono">{baseUrl}</span>{' '}
          <span className="text-3 small">
            {baseUrl === defaultBaseUrl
              ? t('providers.baseUrl.default')
              : t('providers.baseUrl.changed', { url: defaultBaseUrl })}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('providers.fact.apiKey')}</dt>
        <dd>
          <StatusWord shape={keyShapes[apiKey]} tone={apiKey === 'missing' ? 'warning' : 'quiet'}>
            {t(`providers.apiKey.${apiKey}`)}
          </StatusWord>
        </dd>
      </div>
      <div>
        <dt className="visually-hidden">{t('providers.settings')}</dt>
        <dd>
          <a href="#/settings">{t('providers.settings')}</a>
        </dd>
      </div>
    </dl>
  )
}

const keyShapes = { none: 'info', missing: 'warning', set: 'ok' } as const
