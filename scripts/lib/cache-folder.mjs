import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where downloads are kept between runs. As root it is readable by all: tests run Electron as an unprivileged user. */
export function cacheFolder() {
  const name = 'provider-cache-console'
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), name, 'Cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', name)
  if (process.getuid?.() === 0) return join('/var/cache', name)
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), name)
}
