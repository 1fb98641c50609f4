import { useEffect, useRef } from 'react'
import type { OpenConnection } from '../../../shared/contract/connection.ts'
import type { ConfigChange, ConfigRow } from '../../../shared/contract/server-config.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { connectionName } from '../../connection/connection-name.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { EnvironmentBadge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Field, TextInput } from '../../ui/Field.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { selectConfiguration, useConfiguration } from './configuration-store.ts'
import { SettingChoices } from './SettingChoices.tsx'
import { SettingResult } from './SettingResult.tsx'
import { useSetting } from './setting-store.ts'
import { isLoud, reasonText, riskText } from './setting-words.ts'

/** Old and new value, why, what it can do; in production the name is typed. Then what was read back. */
export function SettingDialog() {
  const { t } = useWords()
  const store = useSetting()
  const connection = useConnection(selectShownConnection)
  const field = useRef<HTMLInputElement>(null)
  const done = useRef<HTMLButtonElement>(null)
  const rows = latest(useConfiguration(selectConfiguration))?.rows ?? []
  const { name, result } = store
  useEffect(() => {
    if (result) done.current?.focus()
  }, [result])
  if (name === null || connection === null) return null
  const change = latest(store.change)
  const shownName = change?.name ?? name
  const row = rows.find((candidate) => candidate.name === shownName)
  return (
    <Dialog
      open
      onClose={store.close}
      title={t(result ? 'server.setting.done' : 'server.setting.question', { name: shownName })}
      lead={<Lead connection={connection} />}
      initialFocus={field}
      foot={
        result ? (
          <Button ref={done} size="dialog" variant="primary" onClick={store.close}>
            {t('common.close')}
          </Button>
        ) : (
          <>
            <Button size="dialog" hint="Esc" onClick={store.close}>
              {t('common.cancel')}
            </Button>
            <ApplyButton connection={connection} />
          </>
        )
      }
    >
      {result ? (
        <SettingResult result={result} />
      ) : (
        <form
          className="setting"
          onSubmit={(event) => {
            event.preventDefault()
            void store.preview()
          }}
        >
          <Values change={change} />
          {row && (
            <SettingChoices
              row={row}
              value={store.value}
              onChoose={(value) => {
                store.edit(value)
                void store.preview()
              }}
            />
          )}
          <Field label={t('server.setting.value')} help={t('server.setting.valueHelp')}>
            {(ids) => (
              <TextInput
                {...ids}
                ref={field}
                mono
                size="dialog"
                value={store.value}
                onValue={store.edit}
                onBlur={() => change?.to !== store.value && void store.preview()}
              />
            )}
          </Field>
          <Effects row={row ?? null} change={change} />
          {store.change.phase === 'failed' && <FailureNotice failure={store.change.failure} on={shownName} />}
          {store.refusal && <FailureNotice failure={store.refusal} on={shownName} />}
          {connection.target.environment === 'production' && <TypedName name={shownName} />}
        </form>
      )}
    </Dialog>
  )
}

function Lead({ connection }: { readonly connection: OpenConnection }) {
  const words = useWords()
  const { t } = words
  const { target, name } = connection
  return (
    <span className="setting__where">
      <EnvironmentBadge environment={target.environment} label={t(`environment.${target.environment}`)} />
      {connectionName(words, name)} <span className="mono text-2">{`${target.host}:${target.port}`}</span>
    </span>
  )
}

/** Every node's present value on the left, the new one on the right. */
function Values({ change }: { readonly change: ConfigChange | null }) {
  const { t } = useWords()
  const distinct = [...new Set(change?.from.map(({ value }) => value) ?? [])]
  return (
    <dl className="setting__values">
      <div>
        <dt>{t('server.column.current')}</dt>
        <dd className="mono config-value config-value--old">
          {distinct.map((value) => value || '""').join(' · ') || '–'}
        </dd>
      </div>
      <div>
        <dt>{t('server.setting.new')}</dt>
        <dd className="mono config-value config-value--new">{change === null ? '–' : change.to || '""'}</dd>
      </div>
    </dl>
  )
}

function Effects({ row, change }: { readonly row: ConfigRow | null; readonly change: ConfigChange | null }) {
  const words = useWords()
  const { t, language } = words
  return (
    <ul className="setting__effects" aria-live="polite">
      {row && <li className="text-2">{reasonText(words, row)}</li>}
      {change?.blocked && (
        <li>
          <StatusWord shape="stopped" tone="error">
            {failureWords(change.blocked, language).what}
          </StatusWord>
        </li>
      )}
      {change?.unchanged && (
        <li>
          <StatusWord shape="kept" tone="quiet">
            {t('server.setting.unchanged')}
          </StatusWord>
        </li>
      )}
      {change?.risks.map((risk) => (
        <li key={risk.id}>
          <StatusWord shape={isLoud(risk) ? 'warning' : 'info'} tone={isLoud(risk) ? 'warning' : 'quiet'}>
            {riskText(words, risk)}
          </StatusWord>
        </li>
      ))}
      {change?.token && (
        <li>
          <StatusWord shape="info" tone="quiet">
            {t('server.setting.notPersisted')}
          </StatusWord>
        </li>
      )}
    </ul>
  )
}

function TypedName({ name }: { readonly name: string }) {
  const { t, rich } = useWords()
  const { typed, type } = useSetting()
  return (
    <div className="setting__confirm">
      <label htmlFor="setting-name">
        {rich('server.setting.type', { name: <strong className="mono">{name}</strong> })}
      </label>
      <div className="setting__confirm-line">
        <TextInput id="setting-name" mono size="dialog" value={typed} onValue={type} autoCapitalize="off" />
        <span role="status">
          {typed !== '' && (
            <StatusWord shape={typed === name ? 'ok' : 'empty'} tone={typed === name ? 'ok' : 'quiet'}>
              {t(typed === name ? 'invalidation.confirm.matches' : 'invalidation.confirm.differs')}
            </StatusWord>
          )}
        </span>
      </div>
    </div>
  )
}

function ApplyButton({ connection }: { readonly connection: OpenConnection }) {
  const { t } = useWords()
  const { change, value, typed, applying, apply } = useSetting()
  const shown = latest(change)
  const production = connection.target.environment === 'production'
  const reason = () => {
    if (applying) return t('server.setting.applying')
    if (change.phase !== 'ready') return t('server.setting.asking')
    if (change.value.token === null)
      return t(change.value.unchanged ? 'server.setting.unchanged' : 'server.setting.blocked')
    if (value.trim() !== change.value.to && value !== change.value.to) return t('server.setting.stalePreview')
    return production && typed !== change.value.name ? t('server.setting.needsName') : null
  }
  return (
    <Button size="dialog" variant="danger" reason={reason()} onClick={() => void apply()}>
      {t('server.setting.apply', { name: shown?.name ?? '', to: shown?.to || '""' })}
    </Button>
  )
}
