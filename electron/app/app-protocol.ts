import { extname, join, normalize, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { net, protocol, type Session } from 'electron'

export const appScheme = 'app'
export const appHost = 'console'
export const appOrigin = `${appScheme}://${appHost}`

/** Sent as a header with every answer of the app's own scheme. Source: acceptance battery S13. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Must run before the app is ready: gives the scheme an origin of its own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built renderer, and nothing else, under `app://console/`. @param folder - absolute path of the renderer */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(appScheme, async (request) => {
    if (request.method !== 'GET') return answer(405)
    const file = fileFor(request.url, folder)
    const type = file && contentTypes[extname(file)]
    if (!file || !type) return answer(404)
    try {
      const found = await net.fetch(pathToFileURL(file).href)
      return found.ok ? answer(200, found.body, type) : answer(404)
    } catch {
      return answer(404)
    }
  })
}

/** @returns the file a URL of our scheme names inside `folder`, or null for anything that is not plainly such a file */
export function fileFor(url: string, folder: string): string | null {
  let parsed: URL
  let path: string
  try {
    parsed = new URL(url)
    path = decodeURIComponent(parsed.pathname)
  } catch {
    return null
  }
  if (parsed.protocol !== `${appScheme}:` || parsed.host !== appHost) return null
  // After one decoding nothing may be left that a file system could read as something else than a plain relative path.
  if (/[\\\0%:]/.test(path) || path.includes('//') || path.split('/').some((part) => part.startsWith('.'))) return null
  const file = normalize(join(folder, path === '/' ? 'index.html' : path))
  return file.startsWith(folder + sep) ? file : null
}

function answer(
  status: number,
  body: ReadableStream | null = null,
  contentType = 'text/plain; charset=utf-8',
): Response {
  return new Response(body, {
    status,
    headers: {
      'Content-Type': contentType,
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  })
}
