import {
  Clock,
  Download,
  FileDown,
  FileUp,
  GitCompareArrows,
  History,
  Keyboard,
  Languages,
  Lock,
  MoonStar,
  PlugZap,
  Plus,
  RefreshCw,
  Rows3,
  Search,
  Server,
  Signpost,
  SunMedium,
  Trash2,
  Undo2,
} from 'lucide-react'
import type { FetchRun } from '../../shared/contract/fetch.ts'
import { goTo } from '../connection/address.ts'
import { useConnection } from '../connection/connection-store.ts'
import { demoProfileId } from '../connection/demo.ts'
import type { ShownNamespace } from '../connection/namespaces.ts'
import { usePageActionsStore } from '../connection/page-actions.ts'
import { useProfiles } from '../connection/profiles-store.ts'
import { requestExport, requestFetch, requestInvalidation } from '../connection/requested-flow.ts'
import { useSettings } from '../connection/settings-store.ts'
import { whyNotWritable } from '../connection/why-not-writable.ts'
import type { Words } from '../i18n/words.ts'
import { refreshAll } from './follow-main.ts'
import { toggleDensity, toggleZone } from './keyboard.ts'
import { dayEntries } from './palette-days.ts'
import type { PaletteEntry } from './palette-entry.ts'
import { operationEntries } from './palette-operations.ts'
import { copyAddressEntry, familyEntries, recentKeyEntries } from './palette-places.ts'
import { settingEntries } from './palette-settings.ts'
import { routes } from './routes.tsx'
import { openOverlay } from './shell-store.ts'
import { startTour } from './tour/tour-store.ts'

/** Everything the palette can do now, in the given words. It opens and moves; nothing destructive runs from it. */
export function paletteEntries(
  words: Words,
  namespaces: readonly ShownNamespace[],
  runs: readonly FetchRun[],
): readonly PaletteEntry[] {
  return [
    ...actionEntries(words, namespaces),
    ...providerEntries(words, namespaces),
    ...operationEntries(words),
    ...runEntries(words, runs),
    ...dayEntries(words),
    ...screenEntries(words),
    ...settingEntries(words),
    ...familyEntries(words, namespaces),
    ...recentKeyEntries(words),
  ]
}

function actionEntries(words: Words, namespaces: readonly ShownNamespace[]): PaletteEntry[] {
  const { t } = words
  const { status } = useConnection.getState()
  const { actions } = usePageActionsStore.getState()
  const connected = status.phase === 'connected' ? null : t('reason.notConnected')
  const invalidateReason = whyNotWritable(words, status, 'invalidate')
  return [
    {
      id: 'refresh',
      group: 'actions',
      icon: RefreshCw,
      title: t('palette.refresh'),
      consequence: t('palette.refresh.note'),
      hint: 'R',
      reason: connected,
      choose: actions.refresh ?? refreshAll,
    },
    {
      id: 'fetch',
      group: 'actions',
      icon: Download,
      title: t('palette.fetch'),
      consequence: t('palette.fetch.note'),
      hint: 'F',
      choose: () => requestFetch(),
    },
    ...namespaces
      .filter(({ provider }) => provider !== null)
      .map(({ id }) => ({
        id: `fetch:${id}`,
        group: 'actions' as const,
        icon: Download,
        title: t('palette.fetchOne', { provider: id }),
        consequence: t('palette.fetch.note'),
        choose: () => requestFetch({ providers: [id] }),
      })),
    ...namespaces.map(({ id }) => ({
      id: `invalidate:${id}`,
      group: 'actions' as const,
      icon: invalidateReason === null ? Trash2 : Lock,
      title: t('palette.invalidate', { namespace: id }),
      consequence: t('palette.invalidate.note'),
      reason: invalidateReason,
      choose: () => requestInvalidation({ namespace: id }),
    })),
    ...namespaces.map(({ id }) => ({
      id: `export:${id}`,
      group: 'actions' as const,
      icon: FileDown,
      title: t('palette.export', { namespace: id }),
      consequence: t('palette.export.note'),
      reason: connected,
      choose: () => requestExport({ scope: 'whole', namespace: id }),
    })),
    {
      id: 'import',
      group: 'actions',
      icon: FileUp,
      title: t('palette.import'),
      consequence: t('palette.import.note'),
      choose: () => goTo('/activity'),
    },
    {
      id: 'search',
      group: 'actions',
      icon: Search,
      title: t('palette.search'),
      consequence: t('palette.search.note'),
      choose: () => goTo('/fetches/search'),
    },
    {
      id: 'compare',
      group: 'actions',
      icon: GitCompareArrows,
      title: t('palette.compare'),
      consequence: t('palette.compare.note'),
      choose: () => goTo('/fetches/compare'),
    },
    {
      id: 'undo',
      group: 'actions',
      icon: Undo2,
      title: t('palette.undo'),
      consequence: t('palette.undo.note'),
      hint: 'U',
      choose: () => goTo('/activity'),
    },
    {
      id: 'configuration',
      group: 'actions',
      icon: Server,
      title: t('palette.configuration'),
      consequence: t('palette.configuration.note'),
      choose: () => goTo('/server/configuration'),
    },
    {
      id: 'connect:new',
      group: 'actions',
      icon: Plus,
      title: t('palette.connectNew'),
      consequence: t('palette.connectNew.note'),
      choose: () => goTo('/settings/connections/new'),
    },
    ...connectEntries(words),
    ...appearanceEntries(words),
    copyAddressEntry(words),
    {
      id: 'tour',
      group: 'actions',
      icon: Signpost,
      title: t('palette.tour'),
      consequence: t('palette.tour.note'),
      choose: startTour,
    },
    {
      id: 'keys',
      group: 'actions',
      icon: Keyboard,
      title: t('palette.keys'),
      consequence: t('palette.keys.note'),
      hint: '?',
      choose: () => openOverlay('keys'),
    },
  ]
}

function connectEntries({ t }: Words): PaletteEntry[] {
  const { profiles, connect } = useProfiles.getState()
  const saved = profiles.phase === 'ready' ? profiles.value : []
  const consequence = t('palette.connect.note')
  const entry = { group: 'actions' as const, icon: PlugZap, consequence }
  return [
    ...saved.map((profile) => ({
      ...entry,
      id: `connect:${profile.id}`,
      title: t('palette.connect', { name: profile.name }),
      choose: () => void connect(profile),
    })),
    {
      ...entry,
      id: 'connect:demo',
      title: t('palette.connect', { name: t('connection.demoOpen') }),
      choose: () => void useConnection.getState().open(demoProfileId, null),
    },
  ]
}

function appearanceEntries({ t }: Words): PaletteEntry[] {
  const { update } = useSettings.getState()
  const entry = { group: 'actions' as const, consequence: t('palette.appearance.note') }
  const themes = (['dark', 'light'] as const).map((theme) => ({
    ...entry,
    id: `theme:${theme}`,
    icon: theme === 'dark' ? MoonStar : SunMedium,
    title: t(`palette.theme.${theme}`),
    choose: () => void update({ theme }),
  }))
  const languages = (['pt-BR', 'en'] as const).map((language) => ({
    ...entry,
    id: `language:${language}`,
    icon: Languages,
    title: t(`palette.language.${language}`),
    choose: () => void update({ language }),
  }))
  return [
    ...themes,
    ...languages,
    { ...entry, id: 'density', icon: Rows3, title: t('palette.density'), hint: 'D', choose: toggleDensity },
    { ...entry, id: 'zone', icon: Clock, title: t('palette.zone'), hint: 'T', choose: toggleZone },
  ]
}

function providerEntries({ t }: Words, namespaces: readonly ShownNamespace[]): PaletteEntry[] {
  const layers = routes.find(({ id }) => id === 'providers')?.icon ?? Download
  return namespaces.map(({ id, label }) => ({
    id: `provider:${id}`,
    group: 'providers',
    icon: layers,
    title: id === label ? id : `${id} (${label})`,
    consequence: t('palette.provider.note'),
    choose: () => goTo(`/providers/${id}`),
  }))
}

function runEntries({ t, formats }: Words, runs: readonly FetchRun[]): PaletteEntry[] {
  return runs.slice(0, 30).map((run) => ({
    id: `run:${run.runId}`,
    group: 'runs',
    icon: History,
    title: t('palette.runOf', { day: formats.day(run.day) }),
    consequence: t('palette.run.note', {
      providers: run.lanes.map(({ provider }) => provider).join(', '),
      at: formats.instant(run.startedAt),
    }),
    choose: () => goTo(`/fetches/${run.runId}`),
  }))
}

function screenEntries({ t }: Words): PaletteEntry[] {
  return routes.map((route) => ({
    id: `screen:${route.id}`,
    group: 'screens',
    icon: route.icon,
    title: t(route.label),
    consequence: t('palette.goTo'),
    hint: `G ${route.key}`,
    choose: () => goTo(`/${route.id}`),
  }))
}
