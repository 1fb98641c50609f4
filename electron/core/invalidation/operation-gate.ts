import { AppError } from '../app-error.ts'

export interface RunningOperation {
  readonly kind: 'invalidation' | 'undo' | 'replacement'
  /** A namespace, or the name of a key. */
  readonly subject: string
}

/** One destructive operation at a time, whichever it is. */
export interface OperationGate {
  running(): RunningOperation | null
  /** @returns the function that leaves the gate @throws AppError `busy` */
  enter(operation: RunningOperation): () => void
}

export function createOperationGate(): OperationGate {
  let running: RunningOperation | null = null
  return {
    running: () => running,
    enter(operation) {
      if (running) {
        const words = operationWords(running)
        throw new AppError('busy', `${words} is running`, { params: { operation: words } })
      }
      running = operation
      return () => {
        running = null
      }
    },
  }
}

/** @returns e.g. `invalidation of pncp` */
export const operationWords = ({ kind, subject }: RunningOperation) => `${kind} of ${subject}`
