import { basename, join } from 'node:path'
import { domainToUnicode, fileURLToPath } from 'node:url'
import { app, type BrowserWindow, safeStorage, session, shell } from 'electron'
import type { Publish } from '../shared/contract/events.ts'
import type { ScheduledEnd } from '../shared/contract/schedule.ts'
import type { Settings } from '../shared/contract/settings.ts'
import { appOrigin, registerAppScheme, serveApp } from './app/app-protocol.ts'
import { askSavePath } from './app/ask-save-path.ts'
import { chooseFile } from './app/choose-file.ts'
import { beTheOnlyInstance, quitInOrder } from './app/lifecycle.ts'
import { setMenu } from './app/menu.ts'
import { confirmNatively } from './app/native-confirm.ts'
import { showNotice } from './app/notice.ts'
import { saveMemory } from './app/save-memory.ts'
import { refusePermissions, secureEverything } from './app/security.ts'
import { createTrayIcon } from './app/tray.ts'
import { openWindow } from './app/window.ts'
import { compose } from './compose.ts'
import { publishTo } from './ipc/event-publisher.ts'
import { createHandlers } from './ipc/handlers/create-handlers.ts'
import { registerHandlers } from './ipc/register-handlers.ts'
import { scheduleNotice, trayWords } from './ipc/schedule-words.ts'
import { dataFolder } from './storage/data-folder.ts'
import { writeExport } from './storage/export-file.ts'
import { createFileLog } from './storage/log.ts'

// The window door. Node's switch for trusting any certificate must not reach us, whoever set it.
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED

const out = fileURLToPath(new URL('..', import.meta.url))
const data = dataFolder(process.env)
let window: BrowserWindow | null = null

// As root Chromium starts only without its sandbox, and enforcing it then is a crash loop; set-up says so to the reader.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
app.setPath('userData', join(data, 'chromium'))
registerAppScheme()
saveMemory()

if (beTheOnlyInstance(() => window)) {
  // Not a top-level await: `ready` waits for this module to end.
  app.whenReady().then(start, fail)
} else {
  app.quit()
}

async function start(): Promise<void> {
  const log = createFileLog(data)
  const report = (what: string, detail: string) => log.warn(`refused ${what}`, { detail })
  const toWindow = publishTo(() => window)
  const publish: Publish = (event) => {
    toWindow(event)
    if (event.name === 'schedule.ended') void tellEnd(event.payload)
    if (event.name === 'settings.changed') void followSchedule(event.payload)
  }
  const core = await compose({
    dataFolder: data,
    recordingsFolder: join(out, 'recordings'),
    log,
    publish,
    cipher: systemCipher(),
    env: process.env,
    urlOverrides: {},
  })
  const tray = createTrayIcon({ open: showWindow, quit: () => app.quit() })
  const language = async () => shownLanguage((await core.settings.read()).language)
  const tellEnd = async (end: ScheduledEnd) => {
    const notice = scheduleNotice(end, await language())
    if (notice) showNotice(() => window, notice)
  }
  // With a schedule the console goes on without its window.
  const followSchedule = async ({ schedule }: Pick<Settings, 'schedule'>) => {
    const isOn = schedule.dailyFetch.enabled || schedule.cleanUp.enabled
    tray.show(isOn ? trayWords(await language()) : null)
  }
  quitInOrder(
    () => core.close(),
    () => tray.letGo(),
    5_000,
  )
  setMenu()
  secureEverything(appOrigin, report)
  refusePermissions(session.defaultSession, appOrigin, report)
  serveApp(session.defaultSession, join(out, 'renderer'))
  const own = {
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    chromium: process.versions.chrome ?? '',
    locale: app.getPreferredSystemLanguages()[0] ?? app.getLocale(),
  }
  const handlers = createHandlers({
    core,
    publish,
    process: own,
    confirmNatively: (question) => confirmNatively(window, question),
    savePath: (question) => askSavePath(window, question),
    async saveAs({ text, ...question }) {
      const path = await askSavePath(window, question)
      if (path === null) return null
      await writeExport(path, text)
      return basename(path)
    },
    chooseFile: () => chooseFile(window),
    readHost: domainToUnicode,
    openExternal: (url) => shell.openExternal(url),
  })
  registerHandlers(handlers, () => window, appOrigin, report, core.refusals)
  window = openWindow(`${appOrigin}/`, join(out, 'preload', 'preload.cjs'), 'Provider Cache Console')
  window.on('closed', () => {
    window = null
  })
  tray.hold(window)
  await followSchedule(await core.settings.read())
  await core.openLast()
  core.schedule.start()
}

function showWindow(): void {
  window?.show()
  window?.focus()
}

const shownLanguage = (setting: Settings['language']) =>
  setting === 'system' ? (app.getPreferredSystemLanguages()[0] ?? app.getLocale()) : setting

/** The system's key store; without one (`basic_text` is a fixed key) nothing is stored. */
function systemCipher() {
  const weak = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (weak || !safeStorage.isEncryptionAvailable()) return null
  return {
    encrypt: (text: string) => safeStorage.encryptString(text),
    decrypt: (bytes: Buffer) => safeStorage.decryptString(bytes),
  }
}

function fail(error: unknown): void {
  process.stderr.write(
    `Provider Cache Console cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  app.exit(1)
}
