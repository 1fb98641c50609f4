import type { ShortcutAct } from '../../shared/util/shortcut-acts.ts'
import { goTo } from '../connection/address.ts'
import { usePageActionsStore } from '../connection/page-actions.ts'
import { requestFetch } from '../connection/requested-flow.ts'
import { useSettings } from '../connection/settings-store.ts'
import { actOfKey } from '../connection/shortcut-keys.ts'
import { useInvalidation } from '../features/invalidation/invalidation-store.ts'
import { refreshAll } from './follow-main.ts'
import { routes } from './routes.tsx'
import { openOverlay } from './shell-store.ts'

/** How long G waits for its second letter. */
const sequenceMs = 1_500

/** Listens to the keyboard map; shortcuts open and move, none of them executes. @returns the function that ends it */
export function listenToKeys(target: Window): () => void {
  let goPressedAt = Number.NEGATIVE_INFINITY
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (withCommandKey(event)) return
    if (event.key === 'F6') {
      event.preventDefault()
      focusNextRegion(event.shiftKey ? -1 : 1)
      return
    }
    if (event.altKey || event.ctrlKey || event.metaKey || floating() || typing(event.target)) return
    const { settings } = useSettings.getState()
    if (settings?.singleKeys === false) return
    const key = event.key.toLowerCase()
    if (event.timeStamp - goPressedAt < sequenceMs) {
      goPressedAt = Number.NEGATIVE_INFINITY
      const route = routes.find((candidate) => candidate.key.toLowerCase() === key)
      if (route) {
        event.preventDefault()
        goTo(`/${route.id}`)
        return
      }
    }
    if (key === 'g') {
      goPressedAt = event.timeStamp
      return
    }
    const act = actOfKey(key, settings?.shortcuts ?? {})
    if (act !== null) {
      event.preventDefault()
      acts[act]()
    }
  }
  target.addEventListener('keydown', press)
  return () => target.removeEventListener('keydown', press)
}

function withCommandKey(event: KeyboardEvent): boolean {
  const command = event.ctrlKey || event.metaKey
  const key = event.key.toLowerCase()
  if (command && !event.altKey && key === 'k') {
    event.preventDefault()
    if (!floating()) openOverlay('palette')
    return true
  }
  if (command && !event.altKey && key === 'f') {
    const { search } = usePageActionsStore.getState().actions
    if (search && !floating()) {
      event.preventDefault()
      search()
    }
    return true
  }
  if (event.altKey && !command) {
    const route = routes.find((candidate) => event.code === `Digit${candidate.digit}`)
    if (route && !floating()) {
      event.preventDefault()
      goTo(`/${route.id}`)
      return true
    }
  }
  return false
}

const pageActions = () => usePageActionsStore.getState().actions

const acts: Readonly<Record<ShortcutAct, () => void>> = {
  refresh: () => (pageActions().refresh ?? refreshAll)(),
  fetch: () => (pageActions().fetch ?? requestFetch)(),
  invalidate: () => pageActions().invalidate?.(),
  undo: () => goTo('/activity'),
  zone: toggleZone,
  density: toggleDensity,
  stop: showRemoval,
  search: () => pageActions().search?.(),
  map: () => openOverlay('keys'),
}

/** Brings the removal that runs back to sight, with the focus on its Stop: a second press decides. */
function showRemoval(): void {
  const { run, show } = useInvalidation.getState()
  if (run.phase === 'running') show()
}

/** São Paulo or UTC, for every instant on screen. */
export function toggleZone(): void {
  const { settings, update } = useSettings.getState()
  if (settings) void update({ zone: settings.zone === 'utc' ? 'sao-paulo' : 'utc' })
}

export function toggleDensity(): void {
  const { settings, update } = useSettings.getState()
  if (settings) void update({ density: settings.density === 'compact' ? 'comfortable' : 'compact' })
}

function floating(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
}

function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('textarea, select')) return true
  const input = target.closest('input')
  return input !== null && !['checkbox', 'radio', 'button'].includes(input.type)
}

/** Regions of the window in order, marked in the shell. */
function focusNextRegion(step: 1 | -1): void {
  if (floating()) return
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const here = regions.findIndex((region) => region.contains(document.activeElement))
  const next = regions[(here + step + regions.length) % regions.length]
  next?.focus()
}
