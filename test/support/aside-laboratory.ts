import { createAsideService } from '../../electron/core/fetch/aside-service.ts'
import { createNamespaceHolds } from '../../electron/core/invalidation/namespace-holds.ts'
import { createOperationGate } from '../../electron/core/invalidation/operation-gate.ts'
import { createRefusals } from '../../electron/core/invalidation/refusals.ts'
import { createUndoService } from '../../electron/core/invalidation/undo-service.ts'
import { createBundleFiles } from '../../electron/storage/bundle-files.ts'
import { createJournal } from '../../electron/storage/journal.ts'
import { createOperationStore } from '../../electron/storage/operation-store.ts'
import { createRunLog } from '../../electron/storage/run-log.ts'
import { createUndoStore } from '../../electron/storage/undo-store.ts'
import { type FetchConsole, today } from './fetch-console.ts'
import { recordingLog } from './recording-log.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { namespaces, testSystem } from './test-session.ts'

/** The decisions on results set aside, and the undo, of one console: on its real server and real files. */
export function openAsides({ active }: FetchConsole) {
  const folder = temporaryFolder()
  const journal = createJournal(folder, recordingLog())
  const undoStore = createUndoStore(folder, testSystem)
  const refusals = createRefusals(journal, testSystem, () => active.name)
  const gate = createOperationGate()
  const operations = createOperationStore(folder, recordingLog())
  const shared = { connection: () => active, undoStore, journal, refusals, gate, system: testSystem }
  const asides = createAsideService({
    ...shared,
    providers: ['pncp'],
    runLog: createRunLog(folder, recordingLog()),
    today: async () => today,
  })
  return {
    asides,
    undo: createUndoService({
      ...shared,
      operations,
      files: createBundleFiles(testSystem),
      namespaces,
      holds: createNamespaceHolds(testSystem, operations),
    }),
    /** What was journaled, oldest first. */
    journaled: async () =>
      (await journal.read(100)).entries.toReversed().map(({ what, details }) => ({ what, details })),
  }
}
