import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'

/**
 * electron-builder's hook: closes what Electron leaves open for development.
 * Source: Electron security checklist 19 (fuses).
 */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo
  const mac = electronPlatformName === 'darwin' || electronPlatformName === 'mas'
  const contents = mac ? join(`${productFilename}.app`, 'Contents') : '.'
  const resources = join(appOutDir, contents, mac ? 'Resources' : 'resources')
  const names = { linux: packager.executableName, win32: `${productFilename}.exe` }
  const executable = join(appOutDir, mac ? `${productFilename}.app` : (names[electronPlatformName] ?? productFilename))
  // What a runtime's folder brings along and a package must not.
  for (const path of [join(resources, 'default_app.asar'), join(appOutDir, 'version')]) rmSync(path, { force: true })
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: mac,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  })
}
