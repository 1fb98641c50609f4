import { toFailure } from '../app-error.ts'
import type { SavedFate, UndoWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import type { Found } from './settled-write.ts'

/**
 * Tells the bundle what became of a batch that was saved into it.
 * @param done - the outcome of a key that is no longer what was saved
 * @param isOver - what ended the run is the failure to tell, not one of this. A fate that is not on disk is unknown, and
 *   such a key can be put back
 */
export async function settleFates<O>(
  undo: UndoWriter | null,
  outcomes: readonly Found<O>[],
  done: O,
  isOver: boolean,
  system: System,
): Promise<void> {
  const fates = outcomes.map((outcome): SavedFate => {
    if (outcome === done) return 'removed'
    return outcome === 'unknown' ? 'unknown' : 'kept'
  })
  try {
    await undo?.settle(fates)
  } catch (error) {
    if (!isOver) throw error
    system.log.error('fates of keys not kept', { ...toFailure(error) })
  }
}
