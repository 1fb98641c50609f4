import { Keyboard } from 'lucide-react'
import { type ReactNode, use } from 'react'
import { goTo, useAddress } from '../connection/address.ts'
import { type ShownNamespace, useNamespaces } from '../connection/namespaces.ts'
import { useProviderStandings } from '../connection/provider-standing.ts'
import { useWords } from '../i18n/words.ts'
import { KeyHintContext } from '../ui/Kbd.tsx'
import { ProviderMark } from '../ui/ProviderMark.tsx'
import { StatusWord } from '../ui/StatusWord.tsx'
import { Tooltip } from '../ui/Tooltip.tsx'
import { type Route, routes } from './routes.tsx'
import { openOverlay } from './shell-store.ts'

/** Screens, and below them the namespaces with their state. */
export function Rail({ current }: { readonly current: string }) {
  const { t } = useWords()
  const namespaces = useNamespaces()
  return (
    <nav className="rail" aria-label={t('app.screens')} tabIndex={-1} data-region="rail">
      <ul className="rail__list">
        {routes.map((route) => (
          <li key={route.id}>
            <RailRoute route={route} current={route.id === current} />
          </li>
        ))}
      </ul>
      <p className="rail__title">{t('app.providers')}</p>
      <ul className="rail__list">
        {namespaces.map((namespace) => (
          <li key={namespace.id}>
            <RailNamespace namespace={namespace} />
          </li>
        ))}
      </ul>
      <RailEntry label={t('app.shortcuts')} hint="?" onClick={() => openOverlay('keys')} className="rail__end">
        <Keyboard size={14} strokeWidth={2} aria-hidden="true" />
      </RailEntry>
    </nav>
  )
}

function RailRoute({ route, current }: { readonly route: Route; readonly current: boolean }) {
  const { t } = useWords()
  const Shape = route.icon
  return (
    <RailEntry label={t(route.label)} hint={`G ${route.key}`} current={current} onClick={() => goTo(`/${route.id}`)}>
      <Shape size={14} strokeWidth={2} aria-hidden="true" />
    </RailEntry>
  )
}

function RailNamespace({ namespace }: { readonly namespace: ShownNamespace }) {
  const { t } = useWords()
  const { path } = useAddress()
  const standing = useProviderStandings()
  const { id, mark, provider } = namespace
  const state = provider ? standing(id).state : null
  return (
    <RailEntry
      label={id}
      current={path[0] === 'providers' && path[1] === id}
      onClick={() => goTo(`/providers/${id}`)}
      end={
        state && (
          <StatusWord shape={state.shape} tone={state.tone === 'ok' ? 'quiet' : state.tone} shapeOnly>
            {t(state.word)}
          </StatusWord>
        )
      }
    >
      <ProviderMark mark={mark} letter={id[0] ?? '?'} />
    </RailEntry>
  )
}

interface RailEntryProps {
  readonly label: string
  readonly hint?: string
  readonly current?: boolean
  readonly className?: string
  readonly end?: ReactNode
  readonly onClick: () => void
  readonly children: ReactNode
}

function RailEntry({ label, hint: usual, current = false, className = '', end, onClick, children }: RailEntryProps) {
  const hintOf = use(KeyHintContext)
  const hint = usual === undefined ? null : hintOf(usual)
  return (
    <Tooltip text={hint ? `${label}  ${hint}` : label} side="right">
      <button
        type="button"
        className={`rail__entry ${className}`}
        aria-current={current ? 'page' : undefined}
        onClick={onClick}
      >
        <span className="rail__icon">{children}</span>
        <span className="rail__label">{label}</span>
        {hint && (
          <span className="rail__hint" aria-hidden="true">
            {hint}
          </span>
        )}
        {end && <span className="rail__state">{end}</span>}
      </button>
    </Tooltip>
  )
}
