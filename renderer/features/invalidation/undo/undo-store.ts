import { create, type StateCreator } from 'zustand'
import type { OpenConnection } from '../../../../shared/contract/connection.ts'
import type { Failure } from '../../../../shared/contract/failure.ts'
import type { UndoPreview, UndoPreviewProgress, UndoProgress, UndoResult } from '../../../../shared/contract/undo.ts'
import { type ConsoleClient, consoleClient } from '../../../bridge/console-client.ts'
import { selectShownConnection, useConnection } from '../../../connection/connection-store.ts'
import { idle, type Load, loading, settled } from '../../../lib/load.ts'
import { wantedWord } from './typed-word.ts'

export type UndoStep = 'preview' | 'confirm' | 'progress' | 'result'

/** What is known of a restore. `broken`: main answered with a failure after the restore had begun. */
export type UndoRun =
  | { readonly phase: 'none' }
  | {
      readonly phase: 'running'
      readonly startedAt: number
      readonly progress: UndoProgress | null
      readonly stopping: boolean
    }
  | { readonly phase: 'ended'; readonly result: UndoResult }
  | { readonly phase: 'broken'; readonly failure: Failure; readonly progress: UndoProgress }

export interface UndoState {
  /** Whether the dialog is on screen; a running restore goes on without it. */
  readonly shown: boolean
  readonly bundle: string
  readonly step: UndoStep
  /** The connection that was asked for the preview. */
  readonly place: OpenConnection | null
  readonly preview: Load<UndoPreview>
  readonly walk: UndoPreviewProgress | null
  /** The answer to `wantedWord`, as far as it was typed. */
  readonly typed: string
  /** The number of a file's keys outside of its target, as far as it was typed; empty: they are left out. */
  readonly typedForeign: string
  /** Why main refused the last confirmation before anything was restored. */
  readonly refusal: Failure | null
  readonly run: UndoRun
  /** Begins the flow; while a restore runs it shows that one instead. */
  open(bundle: string): void
  /** Leaves the dialog. A preview is cancelled, a restore goes on in the background. */
  close(): void
  show(): void
  startPreview(): Promise<void>
  cancelPreview(): Promise<void>
  goTo(step: 'preview' | 'confirm'): void
  type(text: string): void
  typeForeign(text: string): void
  confirm(): Promise<void>
  stop(): Promise<void>
  /** The word a paused restore waits for. */
  goOn(): Promise<void>
  /** Follows main's events. @returns the function that ends it */
  start(): () => void
}

const fresh = {
  step: 'preview',
  place: null,
  preview: idle,
  walk: null,
  typed: '',
  typedForeign: '',
  refusal: null,
  run: { phase: 'none' },
} as const satisfies Partial<UndoState>

export const undoSlice =
  (
    client: ConsoleClient,
    shownConnection: () => OpenConnection | null,
    now: () => number = Date.now,
  ): StateCreator<UndoState> =>
  (set, get) => {
    /** Counts previews: an answer of an older one is dropped. */
    let turn = 0

    async function sendStop(operationId: string) {
      await client.invoke('undo.stop', { operationId })
    }

    function dropPreview() {
      turn++
      if (get().preview.phase === 'loading') void client.invoke('undo.cancelPreview', {})
    }

    function onProgress(progress: UndoProgress) {
      const { run, bundle } = get()
      if (run.phase !== 'running' || progress.bundle !== bundle) return
      // Stop may have been pressed before main had told which operation it is.
      if (run.stopping && run.progress === null) void sendStop(progress.operationId)
      set({ run: { ...run, progress } })
    }

    return {
      ...fresh,
      shown: false,
      bundle: '',
      open(bundle) {
        if (get().run.phase === 'running') return set({ shown: true })
        dropPreview()
        set({ ...fresh, shown: true, bundle })
        void get().startPreview()
      },
      close() {
        if (get().run.phase === 'running') return set({ shown: false })
        dropPreview()
        set({ ...fresh, shown: false })
      },
      show: () => set({ shown: true }),
      async startPreview() {
        const mine = ++turn
        const { bundle, preview } = get()
        set({
          step: 'preview',
          place: shownConnection(),
          preview: loading(preview),
          walk: null,
          typed: '',
          typedForeign: '',
          refusal: null,
        })
        const reply = await client.invoke('undo.preview', { bundle })
        if (mine === turn) set((state) => ({ preview: settled(reply, state.preview) }))
      },
      async cancelPreview() {
        await client.invoke('undo.cancelPreview', {})
      },
      goTo: (step) => set({ step, typed: '', typedForeign: '', refusal: null }),
      type: (typed) => set({ typed }),
      typeForeign: (typedForeign) => set({ typedForeign }),
      async confirm() {
        const { preview, run, bundle, typed, typedForeign, place } = get()
        if (preview.phase !== 'ready' || run.phase === 'running') return
        const wanted = wantedWord(preview.value, place)
        const request = {
          bundle,
          retarget: wanted?.names === 'connection' ? typed : null,
          ...(wanted?.names === 'file' ? { confirmation: typed } : {}),
          ...(typedForeign === '' ? {} : { foreign: Number(typedForeign) }),
        }
        set({
          step: 'progress',
          refusal: null,
          run: { phase: 'running', startedAt: now(), progress: null, stopping: false },
        })
        const reply = await client.invoke('undo.run', request)
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
        await client.invoke('undo.resume', { operationId: run.progress.operationId })
      },
      start() {
        const ends = [
          client.onEvent('undo.previewing', (walk) => {
            if (get().preview.phase === 'loading' && walk.bundle === get().bundle) set({ walk })
          }),
          client.onEvent('undo.progressed', onProgress),
        ]
        return () => {
          for (const end of ends) end()
        }
      },
    }
  }

export const useUndo = create<UndoState>()(
  undoSlice(consoleClient, () => selectShownConnection(useConnection.getState())),
)
