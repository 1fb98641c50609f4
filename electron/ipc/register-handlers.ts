import { type BrowserWindow, ipcMain } from 'electron'
import { invokeChannel } from '../../shared/contract/bridge.ts'
import type { Handlers } from '../../shared/contract/methods.ts'
import { failed, type Result } from '../../shared/util/result.ts'
import { AppError, toFailure } from '../core/app-error.ts'
import type { Refusals } from '../core/invalidation/refusals.ts'
import { answerRequest } from './answer-request.ts'
import { createFloodGate } from './flood-gate.ts'
import { refusedSubject } from './refused-subject.ts'
import { isTrustedSender } from './trusted-sender.ts'

/** Requests a second that are answered; a page of ours needs a few dozen. Source: acceptance battery S5. */
const requestsPerSecond = 200

/** The only `ipcMain.handle`: trusted sender, bounded rate, then the table of requests; what could destroy is journaled. */
export function registerHandlers(
  handlers: Handlers,
  window: () => BrowserWindow | null,
  origin: string,
  report: (what: string, detail: string) => void,
  refusals: Refusals,
): void {
  const mayPass = createFloodGate(requestsPerSecond)
  ipcMain.handle(invokeChannel, async (event, method: unknown, input: unknown): Promise<Result<unknown>> => {
    if (!isTrustedSender(event, window()?.webContents.id ?? null, origin)) {
      report('sender', event.senderFrame?.url.slice(0, 200) ?? 'no frame')
      return failed(toFailure(new AppError('refused', 'this sender is not the console window')))
    }
    if (!mayPass(Date.now())) return failed(toFailure(new AppError('busy', 'too many requests', { retryable: true })))
    const result = await answerRequest(handlers, method, input)
    const subject = refusedSubject(method, input, result)
    if (subject !== null) await refusals.note(String(method), subject, new AppError('bad_input', 'does not parse'))
    return result
  })
}
