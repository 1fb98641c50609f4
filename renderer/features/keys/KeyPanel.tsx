import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { type RefObject, useState } from 'react'
import type { KeyFacts, KeyRef, OpenedKey } from '../../../shared/contract/keys.ts'
import { familyOf } from '../../../shared/keys/key-families.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { type Load, latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { Loading, SkeletonBlock, SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { bytesOf } from './hex-rows.ts'
import { base64Of, textOf } from './name-text.ts'
import { ReadingCounts } from './ReadingCounts.tsx'
import { RemoveKey } from './RemoveKey.tsx'
import { readName } from './read-name.ts'
import { ValueView } from './ValueView.tsx'

export interface KeyPanelProps {
  readonly keyRef: KeyRef
  readonly opened: Load<OpenedKey>
  readonly before: KeyFacts | null
  /** Where it stands on the page of the list, e.g. "10 de 200"; null where it is not there. */
  readonly place: { readonly at: number; readonly of: number } | null
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly onStep: (step: 1 | -1) => void
  readonly onRead: () => void
  readonly onClose: () => void
}

/** Everything about one key: its facts as the server tells them now, and its value. */
export function KeyPanel({ keyRef, opened, before, place, heading, onStep, onRead, onClose }: KeyPanelProps) {
  const { t, formats } = useWords()
  const markOf = useMarkOf()
  const known = latest(opened)
  const key = known ? (known.state === 'present' ? known.facts.key : known.key) : null
  const namespace = known?.state === 'present' ? known.facts.namespace : null
  return (
    <aside className="keys__panel" aria-label={t('browse.panel')}>
      <header className="keys__panel-head">
        {namespace !== null && <ProviderMark mark={markOf(namespace)} letter={namespace.charAt(0)} />}
        <h2 className="keys__panel-title mono" tabIndex={-1} ref={heading} title={key?.label}>
          {key ? key.label || t('browse.emptyName') : t('common.loading')}
        </h2>
        {place && (
          <>
            <span className="text-3 keys__place">
              {t('browse.place', { at: formats.integer(place.at), of: formats.integer(place.of) })}
            </span>
            <IconButton
              icon={ChevronLeft}
              label={`${t('browse.previousKey')}  [`}
              size="small"
              onClick={() => onStep(-1)}
            />
            <IconButton
              icon={ChevronRight}
              label={`${t('browse.nextKey')}  ]`}
              size="small"
              onClick={() => onStep(1)}
            />
          </>
        )}
        <IconButton icon={X} label={`${t('common.close')}  Esc`} size="small" onClick={onClose} />
      </header>
      <div className="keys__panel-body">
        {opened.phase === 'failed' && <FailureNotice failure={opened.failure} onRetry={onRead} />}
        {opened.phase === 'loading' && known === null && (
          <Loading
            skeleton={
              <>
                <SkeletonRows rows={4} />
                <SkeletonBlock height={240} />
              </>
            }
          />
        )}
        {known?.state === 'gone' && <Gone opened={known} before={before} />}
        {known?.state === 'no_permission' && (
          <p className="keys__note">
            <StatusWord shape="stopped" tone="warning">
              {t('browse.keyDenied')}
            </StatusWord>
          </p>
        )}
        {known?.state === 'present' && (
          <>
            {before && before.type !== known.facts.type && (
              <p className="keys__note">
                <StatusWord shape="warning" tone="warning">
                  {t('browse.typeChanged', { from: before.type, to: known.facts.type })}
                </StatusWord>
              </p>
            )}
            <NameActions key={JSON.stringify(keyRef)} keyRef={keyRef} facts={known.facts} onRead={onRead} />
            <Facts facts={known.facts} opened={known} />
            <Sibling facts={known.facts} />
            <ValueView key={`${JSON.stringify(keyRef)} ${known.facts.at}`} keyRef={keyRef} opened={known} />
          </>
        )}
      </div>
    </aside>
  )
}

/** Says which of the two it is: its lifetime ended, or somebody took it away. */
function Gone({
  opened,
  before,
}: {
  readonly opened: Extract<OpenedKey, { state: 'gone' }>
  readonly before: KeyFacts | null
}) {
  const { t, formats } = useWords()
  const at = formats.clock(opened.at)
  const expiry = before?.expiresAt ?? null
  return (
    <p className="keys__note">
      <StatusWord shape="empty" tone="warning">
        {expiry !== null && expiry <= opened.at
          ? t('browse.goneExpired', { at: formats.instant(expiry) })
          : t(before ? 'browse.goneRemoved' : 'browse.goneMissing', { at })}
      </StatusWord>
    </p>
  )
}

/** The exact name, as text where it is text, and as base64 always. */
function NameActions({
  keyRef,
  facts: { key },
  onRead,
}: {
  readonly keyRef: KeyRef
  readonly facts: KeyFacts
  readonly onRead: () => void
}) {
  const { t, formats } = useWords()
  const [read, setRead] = useState<Uint8Array | null>(null)
  const bytes = key.base64 === null ? read : bytesOf(key.base64)
  if (bytes === null) {
    return (
      <p className="keys__name-actions">
        <Button size="small" onClick={() => void readName(keyRef).then(setRead)}>
          {t('browse.readName', { size: formats.bytes(key.byteLength) })}
        </Button>
        <RemoveKey keyRef={keyRef} onDone={onRead} />
      </p>
    )
  }
  const text = textOf(bytes)
  return (
    <p className="keys__name-actions">
      {text === null ? (
        <span className="text-2">{t('browse.nameIsBytes')}</span>
      ) : (
        <CopyButton label={t('browse.copyName')} text={text} />
      )}
      <CopyButton label={t('browse.copyBase64')} text={key.base64 ?? base64Of(bytes)} />
      <RemoveKey keyRef={keyRef} onDone={onRead} />
    </p>
  )
}

function Facts({
  facts,
  opened,
}: {
  readonly facts: KeyFacts
  readonly opened: Extract<OpenedKey, { state: 'present' }>
}) {
  const words = useWords()
  const { t, formats } = words
  const now = useNow(1_000)
  const left = facts.expiresAt === null ? null : facts.expiresAt - now
  const unsaid = <span className="text-3">{t('reason.serverSilent')}</span>
  return (
    <dl className="keys__facts">
      <Fact name={t('browse.fact.form')}>{formOf(words, opened)}</Fact>
      <Fact name="TTL">
        {left === null ? t('common.noTtl') : left > 0 ? formats.duration(left) : t('browse.row.gone')}
      </Fact>
      <Fact name={t('browse.fact.memory')}>
        {facts.bytes === null ? (
          unsaid
        ) : (
          <>
            {formats.bytes(facts.bytes)}{' '}
            {facts.bytes >= 1_000 && <span className="text-3">{formats.integer(facts.bytes)} B</span>}
          </>
        )}
      </Fact>
      <Fact name={t('browse.fact.expires')}>
        {facts.expiresAt === null ? t('browse.never') : formats.instant(facts.expiresAt)}
      </Fact>
      <Fact name={t('browse.fact.length')}>
        {facts.length === null
          ? unsaid
          : facts.type === 'string'
            ? `${formats.bytes(facts.length)}`
            : t('browse.elementCount', { n: facts.length })}
      </Fact>
      <Fact name={t('browse.fact.policy')}>
        <Policy facts={facts} />
      </Fact>
      <Fact name={t('browse.fact.idle')}>
        {facts.idleSeconds === null ? unsaid : formats.duration(facts.idleSeconds * 1_000)} <ReadingCounts />
      </Fact>
      <Fact name={t('browse.fact.read')}>{formats.clock(facts.at)}</Fact>
      {facts.cachedAt !== null && (
        <Fact name={t('browse.fact.cachedAt')} wide>
          {facts.cachedAt} <span className="text-3">{t('browse.noZone')}</span>
        </Fact>
      )}
    </dl>
  )
}

function Fact(props: { readonly name: string; readonly wide?: boolean; readonly children: React.ReactNode }) {
  return (
    <div className={props.wide ? 'keys__fact-wide' : undefined}>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

function formOf({ t }: Words, { facts, value }: Extract<OpenedKey, { state: 'present' }>): string {
  const parts: (string | null)[] = [facts.type, facts.encoding]
  if (value.kind === 'string') {
    parts.push(value.gzip ? 'gzip' : null, value.json?.state === 'valid' ? 'JSON' : null)
    if (value.looksLike !== null) parts.push(t('browse.binary'))
  }
  return parts.filter((part) => part !== null).join(', ')
}

/** The lifetime against the one its writers set. */
function Policy({ facts: { namespace, family, expiresAt, at } }: { readonly facts: KeyFacts }) {
  const { t, formats } = useWords()
  const row = namespace === null ? undefined : familyOf(namespace, family)
  if (!row) return <span className="text-3">{t('browse.policy.none')}</span>
  const policy = `${formats.integer(row.ttlSeconds / 3_600)} h`
  if (expiresAt === null)
    return (
      <StatusWord shape="warning" tone="warning">
        {t('browse.policy.noTtl', { policy })}
      </StatusWord>
    )
  // A second of tolerance: the server rounds, and the clock here is not the server's.
  const longer = expiresAt - at > row.ttlSeconds * 1_000 + 1_000
  return (
    <StatusWord shape={longer ? 'warning' : 'ok'} tone={longer ? 'warning' : 'ok'}>
      {t(longer ? 'browse.policy.longer' : 'browse.policy.ok', { policy })}
    </StatusWord>
  )
}

/** `k` and `k:gz` side by side: readers take `:gz` first, whichever is newer. */
function Sibling({ facts }: { readonly facts: KeyFacts }) {
  const { t, formats } = useWords()
  const { sibling } = facts
  if (sibling === null) return null
  const rows = [
    { label: facts.key.label, bytes: facts.bytes, expiresAt: facts.expiresAt, cachedAt: facts.cachedAt },
    { ...sibling, label: sibling.key.label },
  ]
  return (
    <div className="keys__sibling">
      <StatusWord shape="warning" tone="warning">
        {t('browse.sibling')}
      </StatusWord>
      <table>
        <caption className="visually-hidden">{t('browse.sibling')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('browse.column.key')}</th>
            <th scope="col">{t('browse.fact.cachedAt')}</th>
            <th scope="col">{t('browse.fact.expires')}</th>
            <th scope="col">{t('browse.fact.memory')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.label}>
              <th scope="row" className="mono">
                {row.label}
              </th>
              <td>{row.cachedAt ?? t('common.unknown')}</td>
              <td>{row.expiresAt === null ? t('browse.never') : formats.instant(row.expiresAt)}</td>
              <td>{row.bytes === null ? t('common.unknown') : formats.bytes(row.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
