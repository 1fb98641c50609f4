import { create, type StateCreator } from 'zustand'
import type { OpenConnection } from '../../../shared/contract/connection.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type {
  InvalidationPreview,
  InvalidationProgress,
  InvalidationResult,
  PreviewProgress,
} from '../../../shared/contract/invalidation.ts'
import type { MethodOutput } from '../../../shared/contract/methods.ts'
import type { PolicyRule } from '../../../shared/contract/policy.ts'
import type { FamilyName } from '../../../shared/keys/key-families.ts'
import { repairOf } from '../../../shared/keys/policy-repairs.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'
import { type Selection, selectionOf, targetOf, wholeNamespace } from './selection.ts'

export type FlowStep = 'preview' | 'confirm' | 'progress' | 'result'

/** What is known of a removal. `broken`: main answered with a failure after the removal had begun. */
export type RunState =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'running'
      readonly startedAt: number
      readonly progress: InvalidationProgress | null
      readonly stopping: boolean
    }
  | { readonly phase: 'ended'; readonly result: InvalidationResult }
  | { readonly phase: 'broken'; readonly failure: Failure; readonly progress: InvalidationProgress }

/** A page of the preview's exact list. */
export interface ListPage {
  readonly offset: number
  readonly keys: Load<MethodOutput<'invalidation.keys'>>
}

export interface InvalidationState {
  /** Whether the dialog is on screen; a running removal goes on without it. */
  readonly shown: boolean
  readonly namespace: string
  readonly selection: Selection
  readonly step: FlowStep
  /** The connection that was asked for the preview; all four steps speak of it, whichever is open by then. */
  readonly place: OpenConnection | null
  readonly preview: Load<InvalidationPreview>
  readonly walk: PreviewProgress | null
  readonly walkStartedAt: number
  readonly list: ListPage | null
  readonly typed: string
  /** The operator accepts a removal that cannot be undone; asked only where undo is not to be had. */
  readonly withoutUndo: boolean
  /** Why main refused the last confirmation before anything was removed. */
  readonly refusal: Failure | null
  readonly run: RunState
  /** Begins the flow; while a removal runs it shows that one instead. */
  open(namespace: string, chosen?: { readonly families?: readonly FamilyName[]; readonly rule?: PolicyRule }): void
  /** Leaves the dialog. A preview is cancelled, a removal goes on in the background. */
  close(): void
  show(): void
  select(selection: Selection): void
  startPreview(): Promise<void>
  cancelPreview(): Promise<void>
  goTo(step: 'preview' | 'confirm'): void
  type(text: string): void
  acceptNoUndo(accepted: boolean): void
  showKeys(offset: number): Promise<void>
  hideKeys(): void
  confirm(): Promise<void>
  stop(): Promise<void>
  /** The word a paused removal waits for. */
  goOn(): Promise<void>
  /** Follows main's events. @returns the function that ends it */
  start(): () => void
}

/** Keys of the exact list that are asked for at once. */
export const listPageSize = 100

const fresh = {
  selection: wholeNamespace,
  step: 'preview',
  place: null,
  preview: idle,
  walk: null,
  list: null,
  typed: '',
  withoutUndo: false,
  refusal: null,
  run: { phase: 'none' },
} as const satisfies Partial<InvalidationState>

export const invalidationSlice =
  (
    client: ConsoleClient,
    shownConnection: () => OpenConnection | null,
    now: () => number = Date.now,
  ): StateCreator<InvalidationState> =>
  (set, get) => {
    /** Counts previews: an answer or an event of an older one is dropped. */
    let turn = 0
    let endedPreview: string | null = null

    async function sendStop(operationId: string) {
      await client.invoke('invalidation.stop', { operationId })
    }

    function dropPreview() {
      turn++
      const { preview, walk } = get()
      if (preview.phase !== 'loading') return
      endedPreview = walk?.previewId ?? endedPreview
      void client.invoke('invalidation.cancelPreview', {})
    }

    function onProgress(progress: InvalidationProgress) {
      const { run, namespace } = get()
      if (run.phase !== 'running' || progress.target.namespace !== namespace) return
      if (run.progress !== null && run.progress.operationId !== progress.operationId) return
      // Stop may have been pressed before main had told which operation it is.
      if (run.stopping && run.progress === null) void sendStop(progress.operationId)
      set({ run: { ...run, progress } })
    }

    return {
      ...fresh,
      shown: false,
      namespace: '',
      walkStartedAt: 0,
      open(namespace, chosen = {}) {
        if (get().run.phase === 'running') return set({ shown: true })
        dropPreview()
        const selection = selectionOf(chosen)
        set({ ...fresh, shown: true, namespace, selection })
        void get().startPreview()
      },
      close() {
        if (get().run.phase === 'running') return set({ shown: false })
        dropPreview()
        set({ ...fresh, shown: false })
      },
      show: () => set({ shown: true }),
      select: (selection) => set({ selection }),
      async startPreview() {
        const { namespace, selection, preview } = get()
        const target = targetOf(namespace, selection)
        if (target === null) return
        endedPreview = get().walk?.previewId ?? endedPreview
        const mine = ++turn
        set({
          step: 'preview',
          place: shownConnection(),
          preview: loading(preview),
          walk: null,
          walkStartedAt: now(),
          list: null,
          typed: '',
          withoutUndo: false,
          refusal: null,
        })
        const reply = await client.invoke('invalidation.preview', target)
        if (mine === turn) set((state) => ({ preview: settled(reply, state.preview) }))
      },
      async cancelPreview() {
        await client.invoke('invalidation.cancelPreview', {})
      },
      goTo: (step) => set({ step, typed: '', refusal: null }),
      type: (typed) => set({ typed }),
      acceptNoUndo: (withoutUndo) => set({ withoutUndo }),
      async showKeys(offset) {
        const { preview, list } = get()
        if (preview.phase !== 'ready') return
        const mine = turn
        set({ list: { offset, keys: loading(list?.keys ?? idle) } })
        const { previewId } = preview.value
        const reply = await client.invoke('invalidation.keys', { previewId, offset, limit: listPageSize })
        const asked = get().list
        if (mine === turn && asked?.offset === offset) set({ list: { offset, keys: settled(reply, asked.keys) } })
      },
      hideKeys: () => set({ list: null }),
      async confirm() {
        const { preview, run, typed, withoutUndo } = get()
        if (preview.phase !== 'ready' || preview.value.token === null || run.phase === 'running') return
        const { token } = preview.value
        set({
          step: 'progress',
          refusal: null,
          run: { phase: 'running', startedAt: now(), progress: null, stopping: false },
        })
        const reply = await client.invoke('invalidation.run', { token, confirmation: typed, noUndo: withoutUndo })
        if (reply.ok) return set({ step: 'result', run: { phase: 'ended', result: reply.value } })
        const { run: last } = get()
        const progress = last.phase === 'running' ? last.progress : null
        if (progress) return set({ step: 'result', run: { phase: 'broken', failure: reply.failure, progress } })
        set({ step: 'confirm', run: { phase: 'none' }, refusal: reply.failure, shown: true })
      },
      async stop() {
        const { run } = get()
        if (run.phase !== 'running' || run.stopping) return
        set({ run: { ...run, stopping: true } })
        if (run.progress) await sendStop(run.progress.operationId)
      },
      async goOn() {
        const { run } = get()
        if (run.phase !== 'running' || !run.progress?.paused) return
        await client.invoke('invalidation.resume', { operationId: run.progress.operationId })
      },
      start() {
        const ends = [
          client.onEvent('invalidation.previewing', (walk) => {
            if (get().preview.phase === 'loading' && walk.previewId !== endedPreview) set({ walk })
          }),
          client.onEvent('invalidation.progressed', onProgress),
        ]
        return () => {
          for (const end of ends) end()
        }
      },
    }
  }

export const useInvalidation = create<InvalidationState>()(
  invalidationSlice(consoleClient, () => selectShownConnection(useConnection.getState())),
)

/** What is done to the keys: they go, or they get the lifetime of their family. */
export const selectAct = ({ selection }: InvalidationState) =>
  selection.scope === 'policy' ? repairOf[selection.rule] : 'delete'
