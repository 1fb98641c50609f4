/** The part of Electron's sender that decides; a frame is null once it was detached. */
export interface Sender {
  readonly senderFrame: { readonly url: string; readonly parent: unknown; readonly detached?: boolean } | null
  readonly sender: { readonly id: number }
}

/**
 * Whether a message comes from the top frame of our own window, showing our own page. Everything else (a subframe, an
 * `about:blank` child, another window, a detached frame, our scheme with another host) is refused.
 * Source: Electron security checklist 17.
 */
export function isTrustedSender(event: Sender, windowContentsId: number | null, origin: string): boolean {
  const frame = event.senderFrame
  if (frame === null || frame.parent !== null || frame.detached === true) return false
  if (windowContentsId === null || event.sender.id !== windowContentsId) return false
  try {
    const url = new URL(frame.url)
    return `${url.protocol}//${url.host}` === origin
  } catch {
    return false
  }
}
