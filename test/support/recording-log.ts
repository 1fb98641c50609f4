import type { Logger } from '../../electron/core/ports/system.ts'

/** A log that keeps its messages. */
export function recordingLog(): Logger & { readonly messages: string[] } {
  const messages: string[] = []
  const keep = (message: string) => void messages.push(message)
  return { messages, info: keep, warn: keep, error: keep }
}
