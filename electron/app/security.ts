import { app, type Session, type WebContents } from 'electron'

/** The only permissions granted: copying text from our own page. Everything else is refused. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/**
 * One security rule per function, all applied to every web contents that ever comes to be.
 * Source: Electron security checklist (4, 5, 12 to 14, 16, 17).
 * @param origin - the origin of our own pages, e.g. `app://console`
 * @param report - told of every refusal
 */
export function secureEverything(origin: string, report: (what: string, detail: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    refuseNavigation(contents, origin, report)
    refuseWindows(contents, report)
    refuseWebviews(contents, report)
  })
}

/** Refuses every permission but the short list, asked for or checked. */
export function refusePermissions(
  session: Session,
  origin: string,
  report: (what: string, detail: string) => void,
): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    const granted = allowedPermissions.has(permission) && contents.getURL().startsWith(`${origin}/`)
    if (!granted) report('permission', permission)
    answer(granted)
  })
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin) =>
      allowedPermissions.has(permission) && requestingOrigin.replace(/\/$/, '') === origin,
  )
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event, item) => {
    report('download', item.getURL().slice(0, 200))
    event.preventDefault()
  })
}

/** Only our own page may be loaded, and only by us: links, forms, drops, redirects and history go nowhere. */
function refuseNavigation(contents: WebContents, origin: string, report: (what: string, detail: string) => void): void {
  const refuse = (event: Electron.Event, url: string) => {
    // A change of the hash alone is not a navigation; a reload of our own page is allowed.
    if (url === `${origin}/` || url.startsWith(`${origin}/#`)) return
    report('navigation', url.slice(0, 200))
    event.preventDefault()
  }
  contents.on('will-navigate', (details) => refuse(details, details.url))
  contents.on('will-frame-navigate', (details) => refuse(details, details.url))
  contents.on('will-redirect', (details) => refuse(details, details.url))
}

function refuseWindows(contents: WebContents, report: (what: string, detail: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    report('window', url.slice(0, 200))
    return { action: 'deny' }
  })
}

function refuseWebviews(contents: WebContents, report: (what: string, detail: string) => void): void {
  contents.on('will-attach-webview', (event) => {
    report('webview', '')
    event.preventDefault()
  })
}
