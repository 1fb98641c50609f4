import { FlaskConical, Info, Lock, PlugZap, Signpost, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { addressText } from '../../shared/connection/address-text.ts'
import { isLoopback } from '../../shared/connection/is-loopback.ts'
import { isSamePlace } from '../../shared/connection/same-place.ts'
import type { ConnectionStatus, OpenConnection, ServerIdentity } from '../../shared/contract/connection.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { cacheZone } from '../../shared/time/cache-day.ts'
import { goTo } from '../connection/address.ts'
import { useAskAgain } from '../connection/ask-again.ts'
import { connectionName } from '../connection/connection-name.ts'
import { selectStatus, useConnection } from '../connection/connection-store.ts'
import { demoProfileId } from '../connection/demo.ts'
import { selectProfileList, useProfiles } from '../connection/profiles-store.ts'
import { selectFacts, selectSettings, useSettings } from '../connection/settings-store.ts'
import { useNow } from '../connection/use-now.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from '../ui/Button.tsx'
import { Banner } from './Banner.tsx'
import { MissedFetch } from './MissedFetch.tsx'
import { startTour } from './tour/tour-store.ts'

/** Lines between the frame and the screen: what changes the meaning of everything below. */
export function Banners() {
  const { t } = useWords()
  const status = useConnection(selectStatus)
  const known = useConnection((state) => state.known)
  return (
    <section className="banners" aria-label={t('app.banners')}>
      <OpenFailure />
      {known && status.phase === 'none' && <NoConnection />}
      {status.phase === 'disconnected' && <Disconnected status={status} />}
      {status.phase === 'connected' && <Connected status={status} />}
      <MissedFetch />
      <ZoneNotice />
    </section>
  )
}

function NoConnection() {
  const { t } = useWords()
  return (
    <Banner
      icon={PlugZap}
      tone="info"
      title={t('banner.none')}
      actions={
        <>
          <Button size="small" onClick={() => goTo('/settings/connections/new')}>
            {t('banner.connectYours')}
          </Button>
          <Button size="small" variant="ghost" onClick={() => void useConnection.getState().open(demoProfileId, null)}>
            {t('banner.openDemo')}
          </Button>
        </>
      }
    />
  )
}

function OpenFailure() {
  const { t, language } = useWords()
  const failure = useConnection((state) => state.openFailure)
  const connected = useConnection((state) => state.status.phase === 'connected')
  // Without a connection the line below says the same, with a way to try again.
  if (!failure || failure.code === 'cancelled' || !(connected || failure.code === 'busy')) return null
  const { what, next } = failureWords(failure, language)
  return (
    <Banner
      icon={TriangleAlert}
      tone="error"
      title={what}
      urgent
      actions={
        <Button size="small" variant="ghost" onClick={() => useConnection.setState({ openFailure: null })}>
          {t('banner.dismiss')}
        </Button>
      }
    >
      {next} {connected && t('banner.keepOld')}
    </Banner>
  )
}

type Phase<P extends ConnectionStatus['phase']> = Extract<ConnectionStatus, { phase: P }>

function Disconnected({ status }: { readonly status: Phase<'disconnected'> }) {
  const words = useWords()
  const { t, language, formats } = words
  const profiles = useProfiles(selectProfileList)
  const { connection, failure, nextTryAt, since } = status
  const name = connectionName(words, status.name)
  const { what, next } = failureWords(failure, language)
  const profile = profiles.find((candidate) =>
    connection ? candidate.id === connection.profileId : candidate.name === status.name,
  )
  const askAgain = useAskAgain()
  const tryNow = () => {
    if (profile) void useProfiles.getState().connect(profile)
    else void useConnection.getState().open(connection?.profileId ?? demoProfileId, null)
  }
  return (
    <Banner
      icon={PlugZap}
      tone="error"
      urgent
      title={t(connection ? 'banner.disconnected' : 'banner.connectFailed', { name })}
      actions={
        <>
          {nextTryAt !== null && <NextTry at={nextTryAt} />}
          <Button size="small" onClick={askAgain ?? tryNow}>
            {t(askAgain ? 'ask.again' : 'banner.tryNow')}
          </Button>
          {!connection && (
            <Button size="small" variant="ghost" onClick={() => goTo('/settings')}>
              {t('connection.manage')}
            </Button>
          )}
        </>
      }
    >
      {what} {next} {connection && t('banner.sinceStale', { at: formats.clock(since) })}
    </Banner>
  )
}

function NextTry({ at }: { readonly at: number }) {
  const { t } = useWords()
  const seconds = Math.ceil((at - useNow(500)) / 1_000)
  return (
    <span className="banner__countdown">{seconds > 0 ? t('banner.nextTry', { seconds }) : t('banner.trying')}</span>
  )
}

function Connected({ status }: { readonly status: Phase<'connected'> }) {
  const { t } = useWords()
  const settings = useSettings(selectSettings)
  const returnedAnew = useConnection((state) => state.returnedAnew)
  const { connection, serverChanged, since, unconfirmed } = status
  return (
    <>
      {unconfirmed && <Unconfirmed failure={unconfirmed} />}
      {(serverChanged || returnedAnew) && <OtherServer key={since} server={connection.identity} />}
      {connection.kind === 'demo' && (
        <Banner
          icon={FlaskConical}
          tone="info"
          title={t('banner.demo')}
          actions={
            <>
              {settings?.tourSeen === false && (
                <Button size="small" variant="ghost" icon={Signpost} onClick={startTour}>
                  {t('palette.tour')}
                </Button>
              )}
              <Button size="small" onClick={() => goTo('/settings/connections/new')}>
                {t('banner.connectYours')}
              </Button>
            </>
          }
        >
          {t('banner.demoText')}
        </Banner>
      )}
      <LineWarning connection={connection} />
      {connection.target.readOnly && (
        <Banner
          icon={Lock}
          tone="quiet"
          title={t('banner.readOnly')}
          actions={
            connection.kind === 'profile' && (
              <Button
                size="small"
                variant="ghost"
                onClick={() => goTo(`/settings/connections/${connection.profileId}`)}
              >
                {t('banner.readOnlyChange')}
              </Button>
            )
          }
        >
          {t('banner.readOnlyText')}
        </Banner>
      )}
    </>
  )
}

/** Behind a broken line another primary may have been chosen: said for as long as no sentinel answers. */
function Unconfirmed({ failure }: { readonly failure: Failure }) {
  const { t, language } = useWords()
  const { what, next } = failureWords(failure, language)
  return (
    <Banner icon={TriangleAlert} tone="warning" urgent title={t('banner.unconfirmed')}>
      {what} {next}
    </Banner>
  )
}

/** A line that others may read or stand in: said for as long as it is used. */
function LineWarning({ connection }: { readonly connection: OpenConnection }) {
  const { t } = useWords()
  const { target, identity } = connection
  const server = addressText(identity)
  if (target.tls.enabled && !target.tls.verify)
    return (
      <Banner icon={TriangleAlert} tone="warning" title={t('banner.untrusted')}>
        {t('banner.untrustedText', { server })}
      </Banner>
    )
  if (target.tls.enabled || isLoopback(identity.host)) return null
  return (
    <Banner icon={TriangleAlert} tone="quiet" title={t('banner.plaintext')}>
      {t('banner.plaintextText', { server })}
    </Banner>
  )
}

/** A new process: another server, or the same place restarted. */
function OtherServer({ server }: { readonly server: ServerIdentity }) {
  const { t } = useWords()
  const former = useConnection((state) => state.formerServer)
  const [dismissed, setDismissed] = useState(false)
  if (dismissed) return null
  const other = former !== null && !isSamePlace(former, server)
  const failover = former !== null && !other && addressText(former) !== addressText(server)
  return (
    <Banner
      icon={TriangleAlert}
      tone="warning"
      urgent
      actions={
        <Button size="small" variant="ghost" onClick={() => setDismissed(true)}>
          {t('banner.dismiss')}
        </Button>
      }
    >
      {failover
        ? t('banner.failover', {
            former: addressText(former),
            name: server.sentinel?.name ?? '',
            server: addressText(server),
          })
        : t(other ? 'banner.otherServer' : 'banner.restarted', { server: addressText(server) })}
    </Banner>
  )
}

/** Said once per start where the operator's own zone is another one: nothing follows the computer silently. */
function ZoneNotice() {
  const { t } = useWords()
  const facts = useSettings(selectFacts)
  const settings = useSettings(selectSettings)
  const [dismissed, setDismissed] = useState(false)
  const utc = settings?.zone === 'utc'
  if (dismissed || !facts || facts.systemZone === (utc ? 'UTC' : cacheZone)) return null
  return (
    <Banner
      icon={Info}
      tone="quiet"
      actions={
        <Button size="small" variant="ghost" onClick={() => setDismissed(true)}>
          {t('banner.dismiss')}
        </Button>
      }
    >
      {t('banner.zone', { zone: facts.systemZone, shown: utc ? 'UTC' : t('banner.zoneSaoPaulo') })}
    </Banner>
  )
}
