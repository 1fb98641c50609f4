import { useCallback, useEffect, useState } from 'react'
import type { InvalidationProgress, InvalidationResult, KeysPreview } from '../../../shared/contract/invalidation.ts'
import type { KeyRef } from '../../../shared/contract/keys.ts'
import { confirmationOf } from '../../../shared/keys/confirmation-of.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'

/** The removal of chosen keys, from the first look to its books. */
export interface Removal {
  readonly shown: boolean
  readonly preview: Load<KeysPreview>
  readonly result: Load<InvalidationResult>
  /** Of the run; null before main told of it. */
  readonly progress: InvalidationProgress | null
  readonly withoutUndo: boolean
  /** The answer to what must be typed, as far as it was. */
  readonly typed: string
  readonly acceptNoUndo: (accepted: boolean) => void
  readonly type: (text: string) => void
  /** Looks the keys up and shows what would go. Removes nothing. */
  readonly look: (keys: readonly KeyRef[]) => void
  readonly lookAgain: () => void
  /** Removes what was previewed. */
  readonly remove: () => void
  readonly stop: () => void
  /** Leaves it; while it runs it stays. */
  readonly close: () => void
}

/** @returns what must be typed; null where one key was chosen: its name stands there, and nothing beside it goes */
export const wordFor = ({ target }: KeysPreview) => (target.keys > 1 ? confirmationOf(target) : null)

/** @param onDone - called when it is left after something was done */
export function useRemoval(onDone: () => void): Removal {
  const [keys, setKeys] = useState<readonly KeyRef[]>([])
  const [shown, setShown] = useState(false)
  const [preview, setPreview] = useState<Load<KeysPreview>>(idle)
  const [result, setResult] = useState<Load<InvalidationResult>>(idle)
  const [progress, setProgress] = useState<InvalidationProgress | null>(null)
  const [withoutUndo, acceptNoUndo] = useState(false)
  const [typed, type] = useState('')
  const running = result.phase === 'loading'

  useEffect(() => {
    if (!running) return
    return consoleClient.onEvent('invalidation.progressed', (told) => {
      if (told.target.scope === 'keys') setProgress(told)
    })
  }, [running])

  const look = useCallback(async (chosen: readonly KeyRef[]) => {
    setKeys(chosen)
    setShown(true)
    setResult(idle)
    setProgress(null)
    acceptNoUndo(false)
    type('')
    setPreview(loading<KeysPreview>(idle))
    const reply = await consoleClient.invoke('invalidation.previewKeys', { keys: [...chosen] })
    setPreview((last) => settled(reply, last))
  }, [])

  return {
    shown,
    preview,
    result,
    progress,
    withoutUndo,
    typed,
    acceptNoUndo,
    type,
    look: useCallback((chosen: readonly KeyRef[]) => void look(chosen), [look]),
    lookAgain: () => void look(keys),
    remove: () => void run(),
    stop: () => {
      if (progress) void consoleClient.invoke('invalidation.stop', { operationId: progress.operationId })
    },
    close() {
      if (running) return
      setShown(false)
      if (result.phase === 'ready') onDone()
    },
  }

  async function run(): Promise<void> {
    if (preview.phase !== 'ready' || preview.value.token === null || running) return
    const { token, target } = preview.value
    setResult(loading<InvalidationResult>(idle))
    const request = { token, confirmation: wordFor(preview.value) === null ? confirmationOf(target) : typed }
    const reply = await consoleClient.invoke('invalidation.run', { ...request, noUndo: withoutUndo })
    setResult((last) => settled(reply, last))
  }
}
